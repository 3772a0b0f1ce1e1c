// node changes.js [--strict] before after: what changed from one set of recordings to another, by
// area. With --strict any change is a failure.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const { values, positionals } = parseArgs({ options: { strict: { type: 'boolean' } }, allowPositionals: true });
const [before, after] = positionals;
const SHOWN = 5;

// The text of each case by its name; shared.json counts as one case.
function casesOf(directory, file) {
  const path = join(directory, file);
  if (!existsSync(path)) return new Map();
  const raw = readFileSync(path);
  if (!file.endsWith('.gz')) return new Map([[file, raw.toString()]]);
  const cases = JSON.parse(gunzipSync(raw));
  return new Map(cases.map(found => [found.name, JSON.stringify(found)]));
}

const files = [...new Set([...readdirSync(before), ...readdirSync(after)])].sort();
let changes = 0;
for (const file of files) {
  const old = casesOf(before, file);
  const now = casesOf(after, file);
  const kinds = {
    added: [...now.keys()].filter(name => !old.has(name)),
    removed: [...old.keys()].filter(name => !now.has(name)),
    changed: [...now.keys()].filter(name => old.has(name) && old.get(name) !== now.get(name)),
  };
  for (const [kind, names] of Object.entries(kinds)) {
    if (!names.length) continue;
    changes += names.length;
    console.log(`${file.replace('.json.gz', '')}: ${names.length} ${kind}`);
    for (const name of names.slice(0, SHOWN)) console.log(`  ${name}`);
    if (names.length > SHOWN) console.log(`  and ${names.length - SHOWN} more`);
  }
}
console.log(changes ? `${changes} changes` : 'no change');
if (values.strict && changes) process.exitCode = 1;
