// Records every case: node record.js [--out directory] [--only area,area]
import './clock.js';
import './upstream.js';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ACCEPTS, HAS, NOBODY } from './asks.js';
import { allTokens, jwks } from './tokens.js';
import { run } from './runner.js';

const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } });
const here = import.meta.dirname;
const out = values.out ?? join(here, '..', 'recordings');
const say = console.log;
for (const name of ['log', 'warn', 'error', 'info']) console[name] = () => {};
for (const name of Object.keys(process.env)) {
  if (/^(CLERK|VERCEL)_/.test(name)) delete process.env[name];
}

const areas = readdirSync(join(here, 'areas')).map(file => file.replace(/\.js$/, '')).sort();
const wanted = values.only ? values.only.split(',') : areas;
mkdirSync(out, { recursive: true });

let total = 0;
for (const area of wanted) {
  const { default: cases } = await import(`./areas/${area}.js`);
  const lines = new Map();
  for (const spec of cases()) {
    if (lines.has(spec.name)) throw new Error(`${area}: two cases named ${spec.name}`);
    lines.set(spec.name, null);
    const answer = await run(spec);
    lines.set(spec.name, JSON.stringify({ ...spec, answer }));
  }
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  writeFileSync(join(out, `${area}.json.gz`), gzipSync(`[\n${sorted.join(',\n')}\n]\n`, { level: 9 }));
  say(`${area}: ${sorted.length}`);
  total += sorted.length;
}

if (!values.only) {
  const shared = { accepts: ACCEPTS, nobody: NOBODY, has: HAS, jwks: jwks(), tokens: allTokens() };
  writeFileSync(join(out, 'shared.json'), JSON.stringify(shared, null, 1) + '\n');
}
say(`${total} cases`);
