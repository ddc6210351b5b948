// Checks JSON against Slack's own types: [{ "type": "blocks" | "view" | "manifest", "value": … }] on stdin.
// Prints what the TypeScript compiler has to say, and exits with its code. Types know no lengths and counts.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';

const types = {
  blocks: 'KnownBlock[]',
  view: 'View',
  manifest: "AppsManifestValidateArguments['manifest']",
};
const lines = JSON.parse(readFileSync(0, 'utf8')).map(
  ({ type, value }, place) => `export const ${type}${place}: ${types[type]} = ${JSON.stringify(value)};`);

// In this folder, because types are looked up from where the file is.
const file = `check-${process.pid}.ts`;
writeFileSync(file, [
  "import type { KnownBlock, View } from '@slack/types';",
  "import type { AppsManifestValidateArguments } from '@slack/web-api';",
  ...lines,
].join('\n'));
try {
  execFileSync(process.execPath, [
    'node_modules/typescript/bin/tsc', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--moduleResolution', 'nodenext',
    '--types', 'node', file,
  ], { stdio: 'pipe' });
} catch (error) {
  console.log(String(error.stdout));
  process.exitCode = 1;
} finally {
  rmSync(file);
}
