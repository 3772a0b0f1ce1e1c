// How a person finds things on a page.
const visible = (e) => e && e.getClientRects().length > 0 && getComputedStyle(e).visibility === "visible";
const words = (e) => (e.innerText ?? "").replace(/\s+/g, " ").trim();
const sees = (text) => !!document.body && words(document.body).includes(text);

// The name that a screen reader says.
const nameOf = (e) =>
  (e.getAttribute("aria-label") || words(e) || e.getAttribute("title") || "").replace(/\s+/g, " ").trim();

const pressable = (text) =>
  [...document.querySelectorAll("a[href], button, [role=button], [role=menuitem]")].find(
    (e) => visible(e) && !e.disabled && nameOf(e) === text,
  );

const labelled = (text) =>
  [...document.querySelectorAll("input:not([type=hidden]), select, textarea")].find(
    (e) => visible(e) && [...(e.labels ?? [])].some((l) => words(l) === text),
  );

// The middle of an element, or null until it has stood there, on top of all
// else, for three looks. An element that was drawn anew starts again. Chromium
// drops clicks on a page that it has not painted yet.
const middle = (e) => {
  if (!visible(e) || performance.getEntriesByType("paint").length === 0) return null;
  e.scrollIntoView({ block: "center", behavior: "instant" });
  const box = e.getBoundingClientRect();
  const at = { X: box.x + box.width / 2, Y: box.y + box.height / 2 };
  const top = document.elementFromPoint(at.X, at.Y);
  if (!top || !(e.contains(top) || top.contains(e))) return null;
  const place = at.X + " " + at.Y;
  e.looks = e.place === place ? e.looks + 1 : 1;
  e.place = place;
  return e.looks >= 3 ? at : null;
};

const empty = (e) => {
  if (document.activeElement !== e) return false;
  e.select();
  return true;
};
