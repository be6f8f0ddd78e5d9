// Reads references as reference managers do: CSL-JSON, BibTeX and RIS by Citation.js, and sets what came out by citeproc.
//
// Standard input: [{ name, text }], where `name.biblatex` is BibTeX for those who know biblatex. Standard output: [{ name, entries, set }]; an entry has the variables of CSL, a title
// without the marks that keep its letter case; `set` is the bibliography in APA style.
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");
require("@citation-js/plugin-csl");

const kinds = { "csl.json": "@csl/list+object", bib: "@bibtex/text", biblatex: "@biblatex/text", ris: "@ris/file" };
const plain = value =>
  typeof value === "string" ? value.replace(/^<span class="nocase">([^]*)<\/span>$/, "$1")
    : Array.isArray(value) ? value.map(plain)
    : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
    : value;

const files = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const read = ({ name, text }) => {
  const kind = kinds[name.slice(name.indexOf(".") + 1)];
  const data = kind.startsWith("@csl") ? JSON.parse(text) : text;
  const cite = new Cite(data, { forceType: kind, generateGraph: false });
  const set = cite.format("bibliography", { format: "text", template: "apa", lang: "en-US" });
  return { name, entries: plain(cite.data), set };
};
process.stdout.write(JSON.stringify(files.map(read)));
