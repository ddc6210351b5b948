// Runs the official engines over cards in one process: node cards.mjs jobs.json results.json
//   jobs.expand: [{ template, data }]  -> results.expanded: [{ card } | { error }]   npm adaptivecards-templating
//   jobs.cards:  [card]                -> results.problems: [[text]]                 npm adaptivecards
//   jobs.slack:  [{ blocks } | view]   -> results.types: text, empty if all is well  npm @slack/types with tsc
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const [jobsFile, resultsFile] = process.argv.slice(2);
const jobs = JSON.parse(fs.readFileSync(jobsFile, 'utf8'));

const { Template } = require('adaptivecards-templating');
const expanded = jobs.expand.map(({ template, data }) => {
  try {
    return { card: new Template(template).expand({ $root: data }) };
  } catch (error) {
    return { error: String(error.message) };
  }
});

// The package's modules do not load in Node as they are; a bundle without its style sheets does.
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'aimsbot-cards-'));
const bundle = path.join(scratch, 'adaptivecards.cjs');
buildSync({ stdin: { contents: "export * from 'adaptivecards'", resolveDir: here }, bundle: true, platform: 'node', outfile: bundle, loader: { '.css': 'empty' } });
const AC = require(bundle);
AC.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = text; result.didProcess = true; };
const problems = jobs.cards.map(json => {
  const card = new AC.AdaptiveCard();
  // The package tests languages with one /g expression, which goes on where it stopped: every second one would be invalid.
  AC.AdaptiveCard.langProperty.regEx.lastIndex = 0;
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  card.parse(json, context);
  const found = [];
  for (let i = 0; i < context.eventCount; i++) found.push(context.getEventAt(i).message);
  for (const event of card.validateProperties().validationEvents) found.push(event.message);
  return found;
});

// tsc looks for @slack/types from the file upwards, so the file stands beside node_modules.
const source = path.join(here, `node_modules/.check-${process.pid}.ts`);
fs.writeFileSync(source, `import type { KnownBlock, View } from '@slack/types';\n` + jobs.slack.map((one, i) => one.blocks && !one.type
  ? `export const b${i}: KnownBlock[] = ${JSON.stringify(one.blocks)};`
  : `export const v${i}: View = ${JSON.stringify(one)};`).join('\n'));
let types = '';
try {
  execFileSync(path.join(here, 'node_modules/.bin/tsc'), ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--moduleResolution', 'nodenext', source], { stdio: 'pipe' });
} catch (error) {
  types = String(error.stdout);
} finally {
  fs.rmSync(source);
  fs.rmSync(scratch, { recursive: true });
}

fs.writeFileSync(resultsFile, JSON.stringify({ expanded, problems, types }));
