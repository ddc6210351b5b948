// Checks JSON on stdin against Microsoft's schema: node manifest.mjs VERSION [Localization]. Prints what is wrong with it.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const [version, part] = process.argv.slice(2);
const folder = `node_modules/@microsoft/app-manifest/build/json-schemas/teams/v${version}`;
const schema = JSON.parse(readFileSync(`${folder}/MicrosoftTeams.${part ? `${part}.` : ''}schema.json`, 'utf8'));

// One of the patterns is none in the newer reading of expressions.
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const check = ajv.compile(schema);
check(JSON.parse(readFileSync(0, 'utf8')));
console.log((check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`).join('\n'));
