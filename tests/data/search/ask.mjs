// Asks a built site's search in Node: `ask.mjs SITE`, with a JSON list of [text, options] on standard input; prints a JSON list of
// the answers. With `--flaky` behind it every part of the index is missing at first, and readers try up to five times. `ask.mjs --words READER`, with a JSON list of texts, prints for each its words as the reader program READER
// folds them, [typed, fold, form]; with `--endings` behind it as in English.
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { reader } from "./evaluate.mjs";

const asked = JSON.parse(readFileSync(0, "utf8"));
if (process.argv[2] === "--words") {
  // The program keeps its words to itself: let them out.
  let program = readFileSync(process.argv[3], "utf8");
  const let_out = (from, to) => {
    if (!program.includes(from)) throw new Error(`the reader has no ${from}`);
    program = program.replace(from, to);
  };
  let_out("return {\n    put:", "return {\n    words: text => [...text.matchAll(WORD)].map(([typed]) => [typed, ...word(typed)]),\n    put:");
  if (process.argv[4] === "--endings") let_out("let endings = false", "let endings = true");
  const context = { URL, TextDecoder, Uint8Array, document: { currentScript: { src: "http://a.example/search/reader.js" }, addEventListener() {} } };
  context.window = context;
  vm.runInNewContext(program, context);
  console.log(JSON.stringify(asked.map(text => context.khueSearch.words(text))));
} else {
  const isFlaky = process.argv[3] === "--flaky", answers = [];
  const { find } = await reader(process.argv[2], isFlaky);
  const ask = async (asked, tries) => find(...asked).catch(error => {
    if (tries < 2) throw error;
    return ask(asked, tries - 1);
  });
  for (const one of asked) answers.push(await ask(one, isFlaky ? 5 : 1));
  console.log(JSON.stringify(answers));
}
