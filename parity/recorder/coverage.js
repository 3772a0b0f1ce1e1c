// How much of the original the cases reach: node coverage.js [--lines]
// Records once more under V8's own coverage, and follows the source maps of the modules that were
// loaded back to the original's files. With --lines it names the lines that no case reaches.
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { lines: { type: 'boolean' } } });
const WANTED =
  /(backend\/src\/(tokens|jwt)\/\w+|backend\/src\/(proxy|errors|util\/path|util\/mergePreDefinedOptions)|fastify\/src\/\w+|shared\/src\/(authorization|jwtPayloadParser|buildAccountsBaseUrl|apiUrlFromPublishableKey|keys|proxy|retry|url))\.ts$/;

const directory = mkdtempSync(join(tmpdir(), 'coverage-'));
const sources = new Map();
try {
  const env = { ...process.env, NODE_V8_COVERAGE: directory };
  const out = join(directory, 'recordings');
  spawnSync(process.execPath, ['--no-flush-bytecode', 'record.js', '--out', out], { cwd: import.meta.dirname, env });
  for (const file of readdirSync(directory).filter(name => name.endsWith('.json'))) {
    const { result } = JSON.parse(readFileSync(join(directory, file)));
    // The CommonJS copies are loaded for the sake of the environment; most of them say nothing more.
    for (const script of result) if (/@clerk\/.*(\.mjs|backend\/dist\/proxy\.js)$/.test(script.url)) read(script);
  }
} finally {
  rmSync(directory, { recursive: true });
}
report();

function read({ url, functions }) {
  const path = fileURLToPath(url);
  if (!existsSync(`${path}.map`)) return;
  const map = new TraceMap(JSON.parse(readFileSync(`${path}.map`)));
  const code = readFileSync(path, 'utf8');
  const counts = countsOf(functions, code.length);
  const reached = new Map();
  let offset = 0;
  code.split('\n').forEach((text, index) => {
    for (let column = 0; column < text.length; column++) {
      if (/\s/.test(text[column])) continue;
      const found = originalPositionFor(map, { line: index + 1, column });
      if (!found.source) continue;
      const lines = reached.get(found.source) ?? new Map();
      reached.set(found.source, lines);
      // A line counts as reached only if all of it was: half of a ?: is not enough.
      lines.set(found.line, (lines.get(found.line) ?? true) && counts[offset + column] > 0);
    }
    offset += text.length + 1;
  });
  for (const [source, lines] of reached) add(sourceOf(source, path).lines, lines);
  if (!url.endsWith('.mjs')) return; // one copy's blocks are enough
  for (const { ranges, isBlockCoverage } of functions) {
    for (const range of isBlockCoverage ? ranges : ranges.slice(0, 1)) block(map, code, range, path);
  }
}

// V8 nests its ranges: the innermost one says how often a character was run.
function countsOf(functions, length) {
  const counts = new Uint32Array(length).fill(1);
  const ranges = functions.flatMap(found => found.ranges).sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of ranges) counts.fill(count, startOffset, endOffset);
  return counts;
}

function sourceOf(source, path) {
  const name = new URL(source, `file://${path}`).pathname.replace(/^.*@clerk\//, '');
  if (!sources.has(name)) sources.set(name, { lines: new Map(), blocks: 0, run: 0 });
  return sources.get(name);
}

// A source can be part of several bundles: one of them is enough.
function add(all, lines) {
  for (const [line, reached] of lines) all.set(line, all.get(line) || reached);
}

function block(map, code, { startOffset, count }, path) {
  const before = code.slice(0, startOffset).split('\n');
  const found = originalPositionFor(map, { line: before.length, column: before.at(-1).length });
  if (!found.source) return;
  const entry = sourceOf(found.source, path);
  entry.blocks++;
  if (count > 0) entry.run++;
}

function report() {
  for (const [name, { lines, blocks, run }] of [...sources].sort()) {
    if (!WANTED.test(name)) continue;
    const missed = [...lines].filter(([, reached]) => !reached).map(([line]) => line).sort((a, b) => a - b);
    const reached = lines.size - missed.length;
    console.log(`| ${name} | ${reached}/${lines.size} | ${run}/${blocks} |`);
    if (values.lines && missed.length) console.log(`  ${missed.join(' ')}`);
  }
}
