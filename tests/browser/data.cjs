// Checks files of data/ against their JSON Schemas (draft 2020-12), strictly: what a schema says that Ajv does not know is a fault.
//
// Standard input: [{ name, schema, values }]. Standard output: a list of faults, each with file, line and path.
const Ajv = require("ajv/dist/2020").default;

const files = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const faults = [];
for (const { name, schema, values } of files) {
  const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
  if (!ajv.validateSchema(schema)) faults.push(`${name}: the schema: ${ajv.errorsText()}`);
  const check = ajv.compile(schema);
  values.forEach((value, index) => {
    if (!check(value)) faults.push(...check.errors.map(e => `${name}:${index + 1}: ${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`));
  });
}
process.stdout.write(JSON.stringify(faults));
