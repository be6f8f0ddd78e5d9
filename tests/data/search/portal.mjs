// Writes the portal on which the search is judged: this repository's, and 400 articles that could be mistaken for it.
//
//   node tests/data/search/portal.mjs FOLDER [--guide FOLDER] [--without-natural]
//
// FOLDER must not exist yet. Ends with status 1 where Debian's manual is not installed.
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { adversarial } from "./adversarial.mjs";
import { GUIDE, natural } from "./natural.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Puts the repository's portal into a new folder. */
export function seeds(folder) {
  if (existsSync(folder)) throw new Error(`${folder} exists`);
  mkdirSync(folder, { recursive: true });
  for (const name of ["portal.yaml", "content", "seeds"]) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
}

/** Puts pages into a portal, as articles. */
export function articles(folder, pages) {
  for (const { id, siglum, title, published, passages } of pages) {
    const metadata = [`siglum: ${siglum}`, `seed: ${id}.txt`, `title: ${JSON.stringify(title)}`];
    if (published) metadata.push(`published: ${published}`);
    writeFileSync(join(folder, "content/articles", `${id}.yaml`), `${metadata.join("\n")}\n`);
    writeFileSync(join(folder, "seeds", `${id}.txt`), `${passages.join("\n\n")}\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...options] = process.argv.slice(2);
  try {
    if (!folder || folder.startsWith("-")) throw new Error("usage: portal.mjs FOLDER [--guide FOLDER] [--without-natural]");
    const isWithout = options.includes("--without-natural");
    const at = options.indexOf("--guide");
    const manual = isWithout ? { pages: [], isKnown: true } : natural(at < 0 ? GUIDE : options[at + 1]);
    seeds(folder);
    articles(folder, adversarial());
    articles(folder, manual.pages);
    if (!manual.isKnown) console.error(`portal.mjs: this manual (${manual.digest}) is not the one for which the queries were written`);
  } catch (error) {
    console.error(`portal.mjs: ${error.message}`);
    process.exit(1);
  }
}
