// Two hundred pages of natural Vietnamese, cut from Debian's installation manual (package installation-guide-amd64).
// Its sentences are other people's and are not kept here: they are read from where Debian installs them.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const GUIDE = "/usr/share/doc/installation-guide-amd64/vi";
const PAGES = 200;
const LEAST = 45; // words; shorter sections go with the one before
const MOST = 330; // words; longer sections are cut between paragraphs

// The manual from which the queries were written (Debian 12). Another one gives other pages: see `isKnown`.
const KNOWN = "ad0819c9";

const BLOCK =
  /<h\d class="title"[^>]*>([\s\S]*?)<\/h\d>|<p\b[^>]*>([\s\S]*?)<\/p>|<pre\b[^>]*>([\s\S]*?)<\/pre>|<span class="term">([\s\S]*?)<\/span>(?=<\/dt>)/g;
const VIETNAMESE = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", apos: "'" };

const plain = html =>
  html
    .replace(/<[^>]+>/g, "")
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
      decimal ? String.fromCodePoint(+decimal) : hex ? String.fromCodePoint(parseInt(hex, 16)) : (ENTITIES[name] ?? all));
const fold = text => text.replace(/\s+/g, " ").trim();
const words = text => text.split(/\s+/).filter(Boolean).length;

/** The sections of a chapter's file, in order: `{ title, blocks }`; what is not translated is left out. */
function sections(html) {
  const found = [];
  for (const [, heading, paragraph, listing, term] of html.matchAll(BLOCK)) {
    if (heading !== undefined) {
      // Boxes ("Note") have headings without an anchor.
      if (heading.includes("<a ")) found.push({ title: fold(plain(heading)).replace(/^(Chương|Phụ lục)?\s*[\dA-F.]+\.\s*/, ""), blocks: [] });
      continue;
    }
    if (!found.length) continue;
    const text = listing === undefined ? fold(plain(paragraph ?? term)) : plain(listing).split("\n").filter(line => line.trim()).join("\n");
    if (!text || (listing === undefined && words(text) >= 5 && !VIETNAMESE.test(text))) continue;
    found.at(-1).blocks.push(text);
  }
  return found.filter(section => section.blocks.some(block => VIETNAMESE.test(block)));
}

const size = blocks => blocks.reduce((sum, block) => sum + words(block), 0);

/** Cuts a section into parts of at most MOST words, between paragraphs. */
function parts({ title, blocks }) {
  const cut = [[]];
  for (const block of blocks) {
    if (cut.at(-1).length && size(cut.at(-1)) + words(block) > MOST) cut.push([]);
    cut.at(-1).push(block);
  }
  return cut.map((blocks, i) => ({ title: i ? `${title} (${i + 1})` : title, blocks }));
}

/** The pages: `{ id, siglum, title, passages }`, and whether they are those for which the queries were written. */
export function natural(folder = GUIDE) {
  if (!existsSync(folder)) throw new Error(`${folder} is not there: install installation-guide-amd64 (scripts/setup-tests does)`);
  const pages = [];
  for (const name of readdirSync(folder).filter(name => /^(ch|ap|pr)\w+\.html$/.test(name)).sort()) {
    const stem = name.replace(".html", "");
    let number = 0;
    for (const section of sections(readFileSync(join(folder, name), "utf8"))) {
      for (const { title, blocks } of parts(section)) {
        if (size(blocks) < LEAST && number) pages.at(-1).passages.push(...blocks);
        else pages.push({ id: `${stem}-${++number}`, title, passages: blocks });
      }
    }
  }
  pages.sort((a, b) => size(b.passages) - size(a.passages) || (a.id < b.id ? -1 : 1)).splice(PAGES);
  pages.sort((a, b) => (a.id < b.id ? -1 : 1));
  pages.forEach((page, i) => (page.siglum = `N${i + 1}`));
  const digest = createHash("sha256").update(JSON.stringify(pages)).digest("hex").slice(0, 8);
  return { pages, isKnown: digest === KNOWN, digest };
}
