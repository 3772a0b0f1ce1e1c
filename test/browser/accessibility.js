// What a page must have so that everybody can use it. Each function gives a
// list of faults.
const rgba = (text) => {
  const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
  return { r, g, b, a };
};
const over = (top, bottom) => ({
  r: top.r * top.a + bottom.r * (1 - top.a),
  g: top.g * top.a + bottom.g * (1 - top.a),
  b: top.b * top.a + bottom.b * (1 - top.a),
  a: 1,
});
const canvas = () => (matchMedia("(prefers-color-scheme: dark)").matches ? rgba("rgb(18, 18, 18)") : rgba("rgb(255, 255, 255)"));
const behind = (e) => {
  if (!e) return canvas();
  const own = rgba(getComputedStyle(e).backgroundColor);
  return own.a === 1 ? own : over(own, behind(e.parentElement));
};

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
const luminance = ({ r, g, b }) => {
  const [R, G, B] = [r, g, b].map((v) => {
    const c = v / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * R + 0.7152 * G + 0.0722 * B;
};
const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

const texts = () => {
  const found = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && visible(e)) found.set(e, walk.currentNode.data.trim());
  }
  for (const e of document.querySelectorAll("input:not([type=hidden]):not([type=radio])")) {
    if (visible(e)) found.set(e, "(typed) " + e.name);
  }
  return [...found];
};

const contrasts = () =>
  texts().map(([e, text]) => {
    const back = behind(e);
    return { text, ratio: contrast(over(rgba(getComputedStyle(e).color), back), back) };
  });
const paleTexts = () => contrasts().filter((t) => t.ratio < 4.5).map((t) => t.text + ": contrast " + t.ratio.toFixed(2));
const lowestContrast = () => Math.min(...contrasts().map((t) => t.ratio));

const documentFaults = () => {
  const faults = [];
  if (!document.documentElement.lang) faults.push("no language");
  if (!document.title) faults.push("no title");
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one main heading");
  if (!document.querySelector("main")) faults.push("no main landmark");
  if (!document.querySelector("meta[name=viewport]")) faults.push("no viewport for phones");
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the window: " + document.documentElement.scrollWidth);
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (![...e.labels].some((l) => words(l))) faults.push("no label: " + e.name);
  }
  for (const e of document.querySelectorAll("a[href], button")) {
    if (visible(e) && !nameOf(e)) faults.push("no name: " + e.outerHTML);
  }
  for (const e of document.querySelectorAll("button, .button, input:not([type=hidden]):not([type=radio])")) {
    if (visible(e) && e.getBoundingClientRect().height < 40) faults.push("too small for a finger: " + nameOf(e) + e.name);
  }
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push("twice: #" + id);
  return faults;
};

// Everything that the Tab key must reach, in the order of the page. Of a group
// of radio buttons it reaches one.
const stops = () =>
  [...document.querySelectorAll("a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, [tabindex='0']")].filter(
    (e) => visible(e) && (e.type !== "radio" || e.checked),
  );
const position = () => stops().indexOf(document.activeElement);
const focusFault = () => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "the focus cannot be seen on " + nameOf(e) + (e.name ?? "");
  const ratio = contrast(rgba(style.outlineColor), behind(e.parentElement));
  return ratio < 3 ? "the focus is pale on " + nameOf(e) + ": " + ratio.toFixed(2) : "";
};
