// Judges JSON-LD as search engines would read it.
//
// Standard input: [{ name, text }]. Standard output: [{ name, problem }]: what jsonld.js cannot expand without a loss (JSON-LD 1.1
// Processing Algorithms and API, section 5.1 "Expansion Algorithm"), and what schema.org's vocabulary does not know, or would have as a value of
// another type. For the vocabulary each object becomes a constant of the type that Google's schema-dts, which is made of schema.org's own
// definitions, has for it, and TypeScript judges them all; of objects that differ in their words alone it sees the first.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const jsonld = require("jsonld");
const ts = require("typescript");

// What https://schema.org answers with, as far as it matters: all its words, and those that hold addresses.
const address = { "@type": "@id" };
const CONTEXT = { "@vocab": "https://schema.org/", url: address, item: address, isBasedOn: address, sameAs: address };
const documentLoader = async url => {
  if (url !== "https://schema.org") throw new Error(`another context: ${url}`);
  return { contextUrl: null, documentUrl: url, document: { "@context": CONTEXT } };
};

const shape = value => JSON.stringify(value, (key, one) =>
  typeof one === "string" && !key.startsWith("@") ? "" : typeof one === "number" ? 0 : one);

// Days and moments as schema.org's Date and DateTime ask: complete, so that every reader understands them.
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?$/;
const dates = object => Object.entries(object).filter(([key, value]) => /date/i.test(key) && !DATE.test(value)).map(([key, value]) => `${key} is ${value}`);

// The constants as a program of one file beside this one; what TypeScript says, and of which line.
const judged = lines => {
  const file = join(__dirname, "objects.ts"), text = ['import type * as S from "schema-dts";', ...lines].join("\n");
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext };
  const host = ts.createCompilerHost(options), { getSourceFile, fileExists, readFile } = host;
  host.fileExists = path => path === file || fileExists(path);
  host.readFile = path => (path === file ? text : readFile(path));
  host.getSourceFile = (path, ...rest) =>
    path === file ? ts.createSourceFile(path, text, ts.ScriptTarget.ESNext) : getSourceFile(path, ...rest);
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map(({ file: where, start, messageText }) => {
    if (!where) throw new Error(ts.flattenDiagnosticMessageText(messageText, " "));
    return { line: where.getLineAndCharacterOfPosition(start).line, said: ts.flattenDiagnosticMessageText(messageText, " ").slice(0, 600) };
  });
};

(async () => {
  const problems = [], seen = new Map();
  for (const { name, text } of JSON.parse(readFileSync(0, "utf8"))) {
    try {
      const object = JSON.parse(text), form = shape(object);
      if (object["@context"] !== "https://schema.org") throw new Error("no context, or not schema.org's");
      const [expanded] = await jsonld.expand(object, { documentLoader, safe: true });
      if (!expanded?.["@type"]) throw new Error("no type");
      for (const problem of dates(object)) problems.push({ name, problem });
      if (!seen.has(form)) seen.set(form, { name, line: `export const v${seen.size}: S.WithContext<S.${object["@type"]}> = ${JSON.stringify(object)};` });
    } catch (error) {
      problems.push({ name, problem: `${error.name}: ${error.message} ${JSON.stringify(error.details ?? "")}` });
    }
  }
  const forms = [...seen.values()];
  for (const { line, said } of judged(forms.map(form => form.line))) problems.push({ name: forms[line - 1].name, problem: said });
  process.stdout.write(JSON.stringify({ problems, forms: forms.length }));
})();
