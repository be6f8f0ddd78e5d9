// Validates the SARIF log on standard input against the schema of SARIF 2.1.0, and prints what does not fit, a line
// each. `sarif.cjs --schema` prints the schema's title.
"use strict";
const { readFileSync } = require("node:fs");
const Ajv = require("ajv6");

const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
if (process.argv[2] === "--schema") {
  console.log(schema.title);
  process.exit(0);
}
// The schema is written in draft-04 of JSON Schema. `format: full` checks addresses by the grammar of RFC 3986.
const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true, format: "full", logger: false });
ajv.addMetaSchema(require("ajv6/lib/refs/json-schema-draft-04.json"));
ajv._opts.defaultMeta = "http://json-schema.org/draft-04/schema";
const valid = ajv.compile(schema);
if (!valid(JSON.parse(readFileSync(0, "utf8")))) {
  for (const error of valid.errors) console.log(`${error.dataPath} ${error.message} ${JSON.stringify(error.params)}`);
}
