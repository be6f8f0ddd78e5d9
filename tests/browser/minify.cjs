// Prints scripts minified as one: `minify.cjs FILE…`. Of several, what they declare is theirs alone. Names of properties that
// a comment `/* private: NAME … */` lists are shortened too: nothing outside of the script reads them.
"use strict";
const { readFileSync } = require("node:fs");
const { minify } = require("terser");

const files = process.argv.slice(2), written = files.map(file => readFileSync(file, "utf8"));
const names = written.flatMap(text => (text.match(/\/\* private: ([^*]*)\*\//)?.[1] ?? "").trim().split(/\s+/)).filter(Boolean);
const properties = names.length ? { regex: new RegExp(`^(${names.join("|")})$`), builtins: true } : false;
const options = { compress: { passes: 3, pure_getters: true, unsafe_arrows: true }, mangle: { properties }, ecma: 2020, enclose: files.length > 1 };
minify(written, options).then(({ code }) => process.stdout.write(code));
