// Records how Node reads domains beyond ASCII: node domains.js > domains.json.
// Written with Node 20.20.2. A row without a host is refused.
'use strict'

const labels = [
  'münchen', 'MÜNCHEN', 'mu\u0308nchen', 'straße', 'STRASSE', 'ẞ', 'ς', 'Σ', 'faß', 'пример', 'ПРИМЕР', 'مثال', 'דוגמה', '例え', '例子', '😀', '☃', 'İ', 'ı', 'ﬁ', '½', '℀', 'Ⅷ', '①',
  'xn--mnchen-3ya', 'XN--MNCHEN-3YA', 'Xn--mnchen-3YA', 'xn--', 'xn---', 'xn--a', 'xn--a-', 'xn--abc', 'xn--0000', 'xn--bücher', 'xn--ls8h', 'xn--ls8h=', 'xn--fa-hia', 'xn--a-ecp', 'xn--xn--a--gua',
  'xn--strae-oqa', 'xn--80akhbyknj4f', 'xn--zzzzzzzz', 'xn--99999999999999', 'axn--b', 'a-xn--b', 'r3---sn-apo3', 'ab--cd', '-é', 'é-', '-é-', '_é', 'a_b', 'é é', 'é/é', 'é@é', 'é%', 'é%25', 'é:1', 'é<',
  '\u00ad', 'a\u00adb', '\u200b', 'é\u200d', 'क्\u200dष', 'क्\u200cष', 'a\u200cb', 'بي\u200cبي', '\u0308a', '\ufeffé', 'é\u2060', '\u0000é', 'é\u007f', 'é\u0080', '\u0080', 'é\ufffd', 'é\ue000', 'é\uffff',
  'ａｂｃ', '１２７', '０ｘ７ｆ', '０１', '%C3%BC', '%c3%bc', '%C3', '%ff', '%E3%80%82', 'a%CC%88', 'aא', 'אa', 'א1', '1א', 'אاa', 'a.א', 'à la', '…', '。', 'é..é', 'x。y．z｡w', '日本語。ＪＰ', '.é', 'é.',
]
const shapes = [
  (label) => `https://${label}.example/p`, (label) => `http://${label}`, (label) => `https://a.${label}:8443/`,
  (label) => `https://${label}.${label}`, (label) => `//${label}.0.0.1/`, (label) => `foo://${label}/`,
  (label) => `ftp://u@x--${label}.xn--mnchen-3ya/`, (label) => `file://${label}/C|/`,
]
const rows = []
for (const label of labels) {
  for (const shape of shapes) {
    const row = { in: shape(label) }
    try {
      row.href = new URL(row.in, 'https://base.example/').href
    } catch {}
    rows.push(row)
  }
}
process.stdout.write(`[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
