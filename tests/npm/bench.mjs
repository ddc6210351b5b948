// How often a second the official engine fills in a template: node bench.mjs template.json sample.json
import fs from 'node:fs';
import { createRequire } from 'node:module';

const { Template } = createRequire(import.meta.url)('adaptivecards-templating');
const [template, sample] = process.argv.slice(2).map(file => JSON.parse(fs.readFileSync(file, 'utf8')));
const parsed = new Template(template);

function run(seconds) {
  const end = process.hrtime.bigint() + BigInt(seconds * 1e9);
  let done = 0;
  for (; process.hrtime.bigint() < end; done++) JSON.stringify(parsed.expand({ $root: sample }));
  return Math.round(done / seconds);
}

run(2);
console.log(run(5));
