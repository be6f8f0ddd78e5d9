// Prints scripts minified as one: `minify.cjs FILE…`. Of several, what they declare is theirs alone.
"use strict";
const { readFileSync } = require("node:fs");
const { minify } = require("terser");

const files = process.argv.slice(2), written = files.map(file => readFileSync(file, "utf8"));
const options = { compress: { passes: 3 }, mangle: true, ecma: 2020, enclose: files.length > 1 };
minify(written, options).then(({ code }) => console.log(code));
