// Records what Node answers, for node_test.go: node record.js > node.json
const write = n => (Object.is(n, -0) ? '-0' : String(n));

const texts = [
  '', ' ', '0', '3', '03', ' 3 ', '3x', 'x3', '-1', '+2', '--1', '+-1', '2.5', '.5', '3.', '.', '-', '+', '-.5', '1e1', '1E1', '1e', 'e1', '1e+2', '1e-2',
  '1e400', '-1e400', '1e-400', '0x10', '0X1f', '0x', '-0x10', '+0x10', '0xg', '0x1g', '0b11', '0b12', '0B1', '0o7', '0o8', '0O17', '0b', '0x_1', '0x+1', '1_000', '1,5',
  'NaN', 'inf', 'infinity', 'Infinity', '+Infinity', '-Infinity', 'Infinityx', '1700000000', '1800000000.9', '9007199254740993', '18446744073709551616',
  '0x10000000000000000', '0x20000000000001', '0x1fffffffffffff8', '0b' + '1'.repeat(70), '0o' + '7'.repeat(30), '0x' + 'f'.repeat(256), '0x' + 'f'.repeat(300),
  '1'.repeat(25), '1'.repeat(309), '9'.repeat(310), '123456789012345678901234567890', '-0', '\u00a07\ufeff', '\u20287', '\u00857', '7\u0085', '\v7\f',
  '\u180e7', '\u200b7', '\uff17', '1 2', '1\n', '0.1e1', '0.0000001', '1e21', '5e-324', '1.7976931348623157e308', '1.7976931348623159e308', 'null', 'true', '[]',
];
const numbers = texts.map(text => ({ text, number: write(Number(text)), parseInt: write(Number.parseInt(text)) }));

const json = [
  'null', 'true', 'false', '0', '-0', '0.0', '1.50', '1e3', '1700000000', '9007199254740993', '0.000001', '0.0000001', '123456789012345678901', '1e20', '1e21', '1.5e21', '-1e21',
  '1e22', '123456789012345678901234', '1e400', '-1e400', '1e-7', '1.25e-9', '5e-324', '1.7976931348623157e308', '100000000000000000000', '4.35', '0.1', '1e300',
  '""', '"a"', '"0"', '" 12\\n"', '"0x1F"', '"0x10000000000000000"', '"0b12"', '"1_0"', '"-Infinity"', '"5."', '"\\u0041\\/\\u0001"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\ufeff7"', '"\\u2028"', '"\\u007f"',
  '[]', '[ 1.0 , null , [2,3] , {} ]', '["7"]', '[[["7"]]]', '[null]', '["a",["b",["c"]]]', '{ }', '{"b":1,"a":2,"10":3,"2":4,"01":5,"b":6}', '{"4294967295":1,"4294967294":2}',
  '{"\\ud800":1,"\\u0061":2,"a":3}', '{"-1":1,"0":2,"1.5":3}',
];
const values = json.map(text => {
  const v = JSON.parse(text);
  return { text, json: JSON.stringify(v), string: `${v}`, number: write(Number(v)), boolean: Boolean(v) };
});

const bytes = ['efbbbf41', 'efbbbfefbbbf41', 'ff', '8080', 'c080', 'e282', 'e28241', 'eda080', 'f09080', 'f0808080', 'f4908080', 'f180e282', 'c3a9ff', 'f0', 'f09f', 'f09f98', 'f09f9880', 'e0a0', 'e080', 'fe', '41c2'];
const decoded = bytes.map(hex => ({ hex, text: new TextDecoder().decode(Buffer.from(hex, 'hex')) }));

const spaces = [];
for (let c = 0; c <= 0xffff; c++) if (String.fromCharCode(c).trim() === '') spaces.push(c);

console.log(JSON.stringify({ node: process.version, numbers, values, decoded, spaces }, null, 1));
