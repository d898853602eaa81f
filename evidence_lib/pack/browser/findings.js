// The findings as the data files give them: one array a column, so that twenty thousand are read at once.
// findings.js of the pack calls evidenceData("findings", …) once; document-NNNN.js calls evidenceData("opened", id, …).

const CHECKED = 1, DIGEST = 2, SUMMARY = 4, COUNTED = 8, HELD_BACK = 16; // evidence_columns.py has the same bits
let store = null;
const opened = new Map(); // what findings open to, by document, as far as it has been asked for

globalThis.evidenceData = (what, ...values) => {
  if (what === "findings") start(take(values[0]));
  else { opened.set(values[0], values[1]); update({}); }
};

// Lays what is known by document out by finding, and what is known by id out by number: filtering then only counts.
function take(columns) {
  const of = columns.of, size = of.length;
  const made = { ...columns, size, facet: {}, place: new Map(), folded: new Array(size) };
  columns.facets.forEach((facet) => {
    made.facet[facet.id] = { ...facet, at: new Map(facet.values.map(([id], at) => [id, at])) };
  });
  columns.ids.forEach((id, at) => made.place.set(id, at));
  columns.numbers.forEach((number, at) => number && made.place.set(number, at)); // a plan cites E-012
  made.days = of.map((document) => columns.documents[document].day);
  made.orders = { newest: Uint32Array.from(of.keys()), oldest: oldestFirst(of) };
  return made;
}

// The documents in reverse, each still read from its first page.
function oldestFirst(of) {
  return Uint32Array.from(of.keys()).sort((one, other) => of[other] - of[one] || one - other);
}

// Words as they are compared: small, with plain apostrophes, dashes and spaces.
const fold = (text) => text.toLowerCase().replace(/[’‘]/g, "'").replace(/[‐-―]/g, "-").replace(/\s+/g, " ");

function folded(at) {
  return (store.folded[at] ??= fold(`${store.quotes[at]} \n ${store.headings[at]} \n ${store.numbers[at]}`));
}

// Folds ahead of the first search, a little at a time, so that neither the first view nor the first letter waits for it.
function foldAhead(from = 0) {
  const until = Math.min(store.size, from + 2000);
  for (let at = from; at < until; at++) folded(at);
  if (until < store.size) setTimeout(foldAhead, 10, until);
}

const is = (at, bit) => (store.bits[at] & bit) > 0;
const documentOf = (at) => store.documents[store.of[at]];
const names = (facet, at) => store.chosen[facet][at].map((value) => store.facet[facet].values[value][1]);
