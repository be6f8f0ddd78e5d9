// Prints a script minified: `minify.cjs FILE`.
"use strict";
const { readFileSync } = require("node:fs");
const { minify } = require("terser");

minify(readFileSync(process.argv[2], "utf8"), { compress: { passes: 3 }, mangle: true, ecma: 2020 }).then(({ code }) => console.log(code));
