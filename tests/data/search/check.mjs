// Checks the queries against the texts, without any search: node tests/data/search/check.mjs SITE PORTAL [--rivals]
//
// SITE is a build of PORTAL, which portal.mjs wrote. Every expected page and passage must be there, the words to be marked
// must stand in it one after another, and the words typed must all stand in it, but where the kind of query says otherwise.
// With --rivals it also lists other places that have all words, in at least as long a run: each of them is either right
// too (then it belongs to `also` or `passage`) or worse for a reason that a reader sees. Status 1 where something is wrong.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exact, fold, tokens } from "./words.mjs";

const [site, portal, option] = process.argv.slice(2);
const rows = name => readFileSync(join(site, "data", name), "utf8").trim().split("\n").map(line => JSON.parse(line));

/** Kinds whose words need not stand in the passage as they were typed. */
const FREE = new Set(["typo", "wrong tone", "alias", "question", "date", "number", "english", "file"]);

const paths = new Map(rows("pages.ndjson").map(({ kind, id, path }) => [`${kind}:${id}`, path]));
const blocks = [];
for (const { id, seed, passages } of rows("articles.ndjson")) {
  const bytes = readFileSync(join(portal, seed));
  for (const { anchor, start, end } of passages) {
    blocks.push({ place: `article:${id}#${anchor}`, text: bytes.subarray(start, end).toString("utf8") });
  }
}
for (const [name, path] of paths) {
  if (!/^(document|event|person|organisation|topic|page|home):/.test(name)) continue;
  const main = readFileSync(join(site, path), "utf8").match(/<main[\s\S]*<\/main>/)?.[0] ?? "";
  blocks.push({ place: name, text: main.replace(/<[^>]+>/g, " ").replace(/&[#\w]+;/g, " ") });
}
for (const block of blocks) {
  block.exact = tokens(block.text).map(exact);
  block.folded = block.exact.map(fold);
}

/** How well the words stand in a block: how many there are, and in how long a run. */
function fit(query, block) {
  const hasMarks = query.words.map((word, i) => word !== query.folded[i]);
  const is = (i, at) => {
    const [mine, theirs] = hasMarks[i] ? [query.words[i], block.exact[at]] : [query.folded[i], block.folded[at]];
    return query.isOpen && i === query.words.length - 1 ? theirs?.startsWith(mine) : theirs === mine;
  };
  let found = 0;
  let longest = 0;
  for (let i = 0; i < query.words.length; i++) {
    let isFound = false;
    for (let at = 0; at < block.exact.length; at++) {
      let run = 0;
      while (i + run < query.words.length && is(i + run, at + run)) run++;
      if (run) isFound = true;
      longest = Math.max(longest, run);
    }
    if (isFound) found++;
  }
  return { found, longest };
}

let wrong = 0;
const complain = (query, text) => {
  wrong++;
  console.log(`${query.set}, ${query.kind}, ${query.q}: ${text}`);
};
const queries = readFileSync(new URL("queries.jsonl", import.meta.url), "utf8").trim().split("\n").map(line => JSON.parse(line));
const seen = new Set();
for (const query of queries) {
  if (seen.has(query.q)) complain(query, "stands here twice");
  seen.add(query.q);
  query.words = tokens(query.q).map(exact);
  query.folded = query.words.map(fold);
  query.isOpen = query.kind === "unfinished";
  const places = [[query.passage].flat().map(anchor => (anchor ? `${query.page}#${anchor}` : query.page)), query.also ?? []].flat();
  for (const place of places) if (!paths.has(place.split("#")[0])) complain(query, `there is no ${place}`);
  const right = places.filter(place => place.includes("#")).map(place => blocks.find(block => block.place === place) ?? complain(query, `there is no ${place}`)).filter(Boolean);
  const main = right.filter(block => block.place.startsWith(`${query.page}#`));
  for (const mark of query.marks ?? []) {
    const sought = tokens(mark).map(exact).join(" ");
    const anywhere = main.length ? main : blocks.filter(block => block.place.split("#")[0] === query.page);
    for (const block of anywhere) {
      if (!` ${block.exact.join(" ")} `.includes(` ${sought} `)) complain(query, `“${mark}” does not stand in ${block.place}`);
    }
  }
  let least = Infinity;
  for (const block of main) {
    const { found, longest } = fit(query, block);
    least = Math.min(least, longest);
    if (found < query.words.length && !FREE.has(query.kind)) complain(query, `${found} of ${query.words.length} words stand in ${block.place}`);
    if (option === "--rivals" && FREE.has(query.kind)) console.log(`  ${query.q}: ${found} of ${query.words.length} words, run ${longest}, in ${block.place}`);
  }
  if (option !== "--rivals" || !main.length) continue;
  const rivals = blocks.filter(block => !places.includes(block.place) && !places.includes(block.place.split("#")[0] === query.page ? "" : block.place.split("#")[0]));
  for (const block of rivals) {
    const { found, longest } = fit(query, block);
    if (found === query.words.length && longest >= least) console.log(`${query.q}: ${block.place} has all words, in a run of ${longest} (expected: ${least})`);
  }
}
console.log(`${queries.length} queries, ${blocks.length} places, ${wrong} wrong`);
process.exit(wrong ? 1 : 0);
