// Asks a built site's search all queries of a split, and says how often it was right. Needs Node alone.
//
//   node tests/data/search/evaluate.mjs SITE [--split held-out|dev|all] [--set adversarial|natural] [--json FILE] [--quiet]
//
// SITE is a build of the portal that portal.mjs writes. Prints a table, the queries that failed with what was found, and
// what the queries cost: bytes and requests of the first query of a fresh reader, the median and most of the next ones.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import vm from "node:vm";
import { exact, tokens } from "./words.mjs";

const ORIGIN = "http://portal.example";

/** The reader's script in a context like a page's, with a `fetch` that reads the site's files and counts them; if `isFlaky`, each part of the
 * index is not there when it is asked for first, and the browser remembers what it was told. */
export async function reader(site, isFlaky = false) {
  const traffic = { requests: 0, bytes: 0 };
  const read = url => {
    const { pathname } = new URL(url, `${ORIGIN}/`);
    traffic.requests++;
    const bytes = readFileSync(join(site, decodeURIComponent(pathname)));
    traffic.bytes += bytes.length;
    return bytes;
  };
  const told = new Map();
  const fetch = async (url, { signal, cache } = {}) => {
    signal?.throwIfAborted();
    if (isFlaky && /[0-9a-f]{10}\.js$/.test(url) && (cache === "force-cache" || !told.has(url))) {
      const first = told.get(url) ?? new Response("", { status: 503 });
      told.set(url, first);
      return first.clone();
    }
    try {
      return new Response(read(String(url)), { status: 200 });
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
      return new Response("", { status: 404 });
    }
  };
  const events = { addEventListener() {}, removeEventListener() {}, dispatchEvent: () => true };
  const context = {
    fetch, console, performance, setTimeout, clearTimeout, queueMicrotask, structuredClone,
    URL, URLSearchParams, TextDecoder, TextEncoder, DecompressionStream, Blob, Response, AbortController, AbortSignal, Event, atob, btoa,
    location: new URL(`${ORIGIN}/index.html`),
    navigator: { language: "vi" },
    ...events,
  };
  context.window = context.self = context;
  const run = url => vm.runInContext(read(url).toString("utf8"), context, { filename: String(url) });
  // Where the reader loads its parts as scripts.
  const append = element => {
    if (!element.src) return element;
    queueMicrotask(() => {
      try {
        context.document.currentScript = element;
        run(element.src);
        (element.onload ?? element.listeners?.load)?.({ type: "load" });
      } catch (error) {
        (element.onerror ?? element.listeners?.error)?.({ type: "error", error });
      } finally {
        context.document.currentScript = null;
      }
    });
    return element;
  };
  const element = () => ({
    listeners: {}, remove() {}, setAttribute(name, value) { this[name] = value; },
    addEventListener(name, listener) { this.listeners[name] = listener; },
  });
  const parent = { append, appendChild: append, insertBefore: append, removeChild() {} };
  context.document = {
    ...events, currentScript: { src: `${ORIGIN}/search/reader.js` }, baseURI: `${ORIGIN}/index.html`, readyState: "complete",
    createElement: element, head: parent, body: parent, documentElement: { ...parent, lang: "vi" },
    querySelector: () => null, querySelectorAll: () => [], getElementById: () => null,
  };
  vm.createContext(context);
  run(`${ORIGIN}/search/reader.js`);
  context.document.currentScript = null;
  const find = vm.runInContext("khueSearch", context).find;
  return { find, traffic };
}

const words = text => tokens(text).map(exact);

/** What is marked in an excerpt: its words that are, even if only in part, marked; and all its words. */
function marked(parts) {
  const text = parts.map(([piece]) => piece).join("").normalize("NFC");
  const flags = [];
  for (const [piece, isMarked] of parts) for (const _ of piece.normalize("NFC")) flags.push(isMarked);
  const letters = [...text];
  const found = [];
  let word = "";
  let isMarked = false;
  for (let i = 0; i <= letters.length; i++) {
    if (i < letters.length && /[\p{L}\p{M}\p{N}]/u.test(letters[i])) {
      word += letters[i];
      isMarked ||= flags[i];
      continue;
    }
    for (const token of words(word)) found.push([token, isMarked]);
    [word, isMarked] = ["", false];
  }
  return found;
}

/** Whether the words of `mark` stand in the excerpt one after another, all of them marked. */
function hasMark(parts, mark) {
  const sought = words(mark);
  const there = marked(parts);
  return there.some((_, at) => sought.every((word, i) => there[at + i]?.[0] === word && there[at + i][1]));
}

/** A query's answer judged: the rank of the first right page (1 …, or 0), and whether passage and excerpt (with the title above it, in which
    words are marked too) are right. */
export function judge(query, hits, names) {
  const places = hits.map(({ address, anchor }) => {
    const { pathname } = new URL(address, `${ORIGIN}/`);
    return { name: names.get(decodeURIComponent(pathname.slice(1))) ?? pathname, anchor };
  });
  const anchors = new Map([[query.page, [query.passage ?? []].flat()]]);
  for (const also of query.also ?? []) {
    const [name, anchor] = also.split("#");
    anchors.set(name, [...(anchors.get(name) ?? []), ...(anchor ? [anchor] : [])]);
  }
  const rank = places.findIndex(({ name }) => anchors.has(name)) + 1;
  // The passage is asked of the expected page itself, where it is among the first three; else of another right one.
  const three = places.slice(0, 3);
  const own = three.findIndex(({ name }) => name === query.page);
  const at = own >= 0 && anchors.get(query.page).length ? own : three.findIndex(({ name }) => anchors.get(name)?.length);
  const passage = at < 0 ? null : anchors.get(places[at].name).includes(places[at].anchor);
  // Marks stand in the expected passage.
  const excerpt = own < 0 || !query.marks ? null : query.marks.every(mark => hasMark(hits[own].parts, mark) || hasMark(hits[own].heading, mark));
  return { rank, passage, excerpt, places };
}

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const share = (entries, of) => {
  const known = entries.map(of).filter(value => value !== null);
  return { right: known.filter(Boolean).length, of: known.length };
};
const summary = entries => ({
  queries: entries.length,
  first: share(entries, ({ rank }) => rank === 1),
  three: share(entries, ({ rank }) => rank > 0 && rank <= 3),
  passage: share(entries, ({ passage }) => passage),
  excerpt: share(entries, ({ excerpt }) => excerpt),
});

/** All results over a site: `{ entries, table, first, next }`. */
export async function evaluate(site, { split = "held-out", set } = {}) {
  const queries = readFileSync(new URL("queries.jsonl", import.meta.url), "utf8").trim().split("\n").map(line => JSON.parse(line))
    .filter(query => (split === "all" || query.split === split) && (!set || query.set === set));
  const pages = readFileSync(join(site, "data/pages.ndjson"), "utf8").trim().split("\n").map(line => JSON.parse(line));
  const names = new Map(pages.map(({ kind, id, path }) => [path, `${kind}:${id}`]));
  const entries = [];
  const next = [];
  let first;
  const { find, traffic } = await reader(site);
  const script = { ...traffic };
  for (const query of queries) {
    const before = { ...traffic };
    const start = performance.now();
    let answer;
    try {
      answer = await find(query.q, { count: 10 });
    } catch (error) {
      answer = { total: 0, hits: [], forgiven: [], error: String(error?.stack ?? error) };
    }
    const cost = { bytes: traffic.bytes - before.bytes, requests: traffic.requests - before.requests, ms: performance.now() - start };
    if (first) next.push(cost);
    else first = { bytes: script.bytes + cost.bytes, requests: script.requests + cost.requests };
    entries.push({ query, ...judge(query, answer.hits, names), total: answer.total, forgiven: answer.forgiven ?? [], error: answer.error, hits: answer.hits, cost });
  }
  const table = {};
  for (const set of new Set(entries.map(({ query }) => query.set))) {
    const of = entries.filter(({ query }) => query.set === set);
    table[set] = { all: summary(of) };
    for (const kind of new Set(of.map(({ query }) => query.kind))) table[set][kind] = summary(of.filter(({ query }) => query.kind === kind));
  }
  return {
    entries, table, first,
    next: { bytes: median(next.map(({ bytes }) => bytes)), most: Math.max(0, ...next.map(({ bytes }) => bytes)), requests: median(next.map(({ requests }) => requests)) },
  };
}

function print({ entries, table, first, next }, isQuiet) {
  const cell = ({ right, of }) => (of ? `${right}/${of}`.padStart(8) : "".padStart(8));
  const rate = ({ right, of }) => (of ? (right / of).toFixed(3) : "").padStart(8);
  for (const [set, kinds] of Object.entries(table)) {
    console.log(`\n${set.padEnd(18)}  page @1  page @3  passage  excerpt`);
    for (const [kind, { first, three, passage, excerpt }] of Object.entries(kinds)) {
      console.log(`${kind.padEnd(18)} ${[first, three, passage, excerpt].map(cell).join(" ")}`);
      if (kind === "all") console.log(`${"".padEnd(18)} ${[first, three, passage, excerpt].map(rate).join(" ")}`);
    }
  }
  const failed = entries.filter(({ rank, passage, excerpt, query, forgiven, error }) =>
    error || rank < 1 || rank > 3 || passage === false || excerpt === false || (query.kind === "typo" && !forgiven.length));
  if (!isQuiet) {
    for (const { query, rank, passage, excerpt, places, hits, total, forgiven, error } of failed) {
      const what = [rank < 1 || rank > 3 ? "page" : passage === false ? "passage" : excerpt === false ? "excerpt" : "not said to be forgiven"];
      console.log(`\n${what}: ${query.q}   (${query.set}, ${query.kind}; ${query.page} ${query.passage ?? ""}${query.also ? `, also ${query.also.join(" ")}` : ""})`);
      if (error) console.log(`  ${error}`);
      if (forgiven.length) console.log(`  forgiven: ${JSON.stringify(forgiven)}`);
      if (excerpt === false) console.log(`  to be marked: ${query.marks.join(" | ")}`);
      places.slice(0, 5).forEach(({ name, anchor }, i) => {
        const text = hits[i].parts.map(([piece, isMarked]) => (isMarked ? `[${piece}]` : piece)).join("").replace(/\s+/g, " ");
        console.log(`  ${i + 1}. ${name} ${anchor}  ${text.slice(0, 200)}`);
      });
      if (!hits.length) console.log(`  nothing found (${total})`);
    }
  }
  const said = entries.filter(({ query }) => query.kind === "typo");
  console.log(`\n${entries.length} queries, ${failed.length} failed; forgiven and said so: ${said.filter(({ forgiven }) => forgiven.length).length} of ${said.length}`);
  console.log(`first query: ${(first.bytes / 1e3).toFixed(1)} KB in ${first.requests} requests (with the script as it is); next: median ${(next.bytes / 1e3).toFixed(1)} KB in ${next.requests}, most ${(next.most / 1e3).toFixed(1)} KB`);
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").at(-1))) {
  const [site, ...options] = process.argv.slice(2);
  const option = name => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
  try {
    statSync(join(site ?? "", "search/reader.js"));
  } catch {
    console.error("usage: evaluate.mjs SITE [--split held-out|dev|all] [--set adversarial|natural] [--json FILE] [--quiet]\nSITE must have search/reader.js");
    process.exit(2);
  }
  const result = await evaluate(site, { split: option("--split"), set: option("--set") });
  print(result, options.includes("--quiet"));
  if (option("--json")) writeFileSync(option("--json"), JSON.stringify(result, null, 1));
}
