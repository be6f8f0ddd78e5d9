// Checks, without the network, that every crate we build or test with comes from the registry and under a licence
// that deny.toml allows. Reads `cargo metadata` from standard input. Stands in for `cargo deny check licenses sources
// bans` where cargo-deny is not installed.
import { readFileSync } from "node:fs";

const deny = readFileSync(new URL("../deny.toml", import.meta.url), "utf8");
const list = /^\[licenses\][^[]*?allow = \[([^\]]*)\]/ms.exec(deny)?.[1];
if (!list) throw new Error("deny.toml has no list of licences");
const allowed = new Set([...list.replaceAll(/#.*/g, "").matchAll(/"([^"]+)"/g)].map(match => match[1]));

// An SPDX expression (SPDX Specification 2.3, annex D), in which older crates write `/` for OR: true if what it
// demands is allowed. An exception (`WITH`) only ever adds permissions.
function holds(expression) {
  const tokens = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  const either = () => { let value = both(); while (tokens[0] === "OR") { tokens.shift(); value = both() || value; } return value; };
  const both = () => { let value = one(); while (tokens[0] === "AND") { tokens.shift(); value = one() && value; } return value; };
  const one = () => {
    const token = tokens.shift();
    if (token === "(") { const value = either(); tokens.shift(); return value; }
    if (tokens[0] === "WITH") tokens.splice(0, 2);
    return allowed.has(token);
  };
  return either() && tokens.length === 0;
}

const { packages, workspace_members } = JSON.parse(readFileSync(0, "utf8"));
const others = packages.filter(crate => !workspace_members.includes(crate.id));
const faults = others.flatMap(({ name, version, license, source }) => [
  ...(holds(license ?? "") ? [] : [`${name} ${version}: licence ${license ?? "not stated"}`]),
  ...(source?.startsWith("registry+") ? [] : [`${name} ${version}: not from the registry`]),
]);
const versions = {};
for (const { name, version } of others) (versions[name] ??= []).push(version);
for (const name in versions) {
  if (versions[name].length > 1) console.log(`note: ${name} is there ${versions[name].length} times: ${versions[name].join(", ")}`);
}
faults.forEach(fault => console.error(`error: ${fault}`));
console.log(`${others.length} crates: ${faults.length ? `${faults.length} faults` : "licences and sources are allowed"}`);
process.exitCode = faults.length ? 1 : 0;
