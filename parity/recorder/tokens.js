// Every token of the recordings: signed once with keys made for this purpose alone, and written in
// requests and answers by its name, {{name}}.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const jwkByName = JSON.parse(readFileSync(new URL('./test-keys.json', import.meta.url)));
const keys = Object.fromEntries(
  Object.entries(jwkByName).map(([name, jwk]) => [name, createPrivateKey({ key: jwk, format: 'jwk' })]),
);

export const T = 1_800_000_000; // "now", in seconds: 15 January 2027
export const NOW = T * 1000;
export const KID = 'ins_parity_main';
export const SECOND_KID = 'ins_parity_second';

const byName = new Map();
const nameOf = new Map();

function publicJWK(name, kid) {
  const { n, e } = jwkByName[name];
  return { use: 'sig', kty: 'RSA', kid, alg: 'RS256', n, e };
}

export function jwks() {
  return { keys: [publicJWK('main', KID), publicJWK('second', SECOND_KID)] };
}

export function strangersJWKS() {
  return { keys: [publicJWK('stranger', 'ins_stranger')] };
}

export function pem(name = 'main') {
  return createPublicKey(keys[name]).export({ type: 'spki', format: 'pem' });
}

const part = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const hashes = { RS256: 'sha256', RS384: 'sha384', RS512: 'sha512' };

function signed({ header, payload, key = 'main', signature }) {
  const input = `${part(header)}.${part(payload)}`;
  if (signature !== undefined) return `${input}.${signature}`;
  return `${input}.${sign(hashes[header?.alg] ?? 'sha256', Buffer.from(input), keys[key]).toString('base64url')}`;
}

// token names a token and returns its placeholder; the same name must always mean the same token.
export function token(name, spec) {
  const text = typeof spec === 'string' ? spec : signed(expand(spec));
  if (byName.has(name) && byName.get(name) !== text) throw new Error(`two tokens named ${name}`);
  byName.set(name, text);
  nameOf.set(text, name);
  return `{{${name}}}`;
}

export function allTokens() {
  return Object.fromEntries([...byName].sort(([a], [b]) => (a < b ? -1 : 1)));
}

// expand puts the tokens in place of their names, abbreviate the names in place of the tokens.
export function expand(value) {
  return walk(value, text => text.replace(/\{\{([^}]+)\}\}/g, (_, name) => byName.get(name)));
}

export function abbreviate(value) {
  return walk(value, text =>
    text.replace(/[\w-]+\.[\w-]+\.[\w-]*/g, found => (nameOf.has(found) ? `{{${nameOf.get(found)}}}` : found)),
  );
}

function walk(value, change) {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(item => walk(item, change));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), walk(item, change)]));
  }
  return value;
}

export function cookieSuffix(publishableKey) {
  return createHash('sha1').update(publishableKey).digest('base64url').slice(0, 8);
}
