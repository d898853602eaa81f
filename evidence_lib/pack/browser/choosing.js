// Which findings a choice leaves, and what each value would leave: one pass over the columns.

const FACETS = ["theme", "area", "agency", "kind", "publisher"];
const NOTHING_CHOSEN = { theme: [], area: [], agency: [], kind: [], publisher: [], from: "", until: "", checked: "", words: "", order: "newest" };
const CHECKS = ["yes", "no"]; // checked by a person, or not
const SEVERAL = -1; // a finding about several areas stands in a column of its own: nobody knows which it is about

// A phrase in double quotes is looked for as it stands; other words each anywhere in the finding.
function terms(words) {
  const found = [...words.matchAll(/["“]([^"”]+)["”]|([^\s"“”]+)/g)].map((hit) => fold(hit[1] ?? hit[2]).trim());
  return found.filter(Boolean);
}

function choose(choice, withMap) {
  const wanted = FACETS.map((facet) => wantedOf(facet, choice[facet]));
  const looked = terms(choice.words);
  const counts = FACETS.map((facet) => new Uint32Array(store.facet[facet].values.length));
  const checks = { yes: 0, no: 0 };
  const cells = withMap ? new Map() : null;
  const found = [];
  for (const at of store.orders[choice.order]) {
    if (!dated(at, choice) || !holds(at, looked)) continue;
    const failing = FACETS.filter((facet, which) => wanted[which] && !store.chosen[facet][at].some((value) => wanted[which][value]));
    const check = is(at, CHECKED) ? "yes" : "no";
    const checkFails = choice.checked !== "" && choice.checked !== check;
    if (failing.length === 0) checks[check]++;
    if (checkFails) continue;
    if (failing.length === 0) found.push(at);
    // a value counts what choosing it too would show: all that passes every other facet
    FACETS.forEach((facet, which) => {
      if (failing.length === 0 || (failing.length === 1 && failing[0] === facet))
        for (const value of store.chosen[facet][at]) counts[which][value]++;
    });
    if (cells && is(at, COUNTED) && failing.every((facet) => facet === "theme" || facet === "area")) addToMap(cells, at);
  }
  return { found, counts: Object.fromEntries(FACETS.map((facet, which) => [facet, counts[which]])), checks, cells, looked };
}

// For each value of a facet whether it is wanted; null where nothing is, which means all.
function wantedOf(facet, ids) {
  if (!ids.length) return null;
  const wanted = new Uint8Array(store.facet[facet].values.length);
  ids.forEach((id) => { wanted[store.facet[facet].at.get(id)] = 1; });
  return wanted;
}

// ISO days compare as text; a finding without a day is shown only where no day is asked for.
function dated(at, { from, until }) {
  const day = store.days[at];
  return (!from || day >= from) && (!until || (day !== "" && day <= until));
}

const holds = (at, looked) => looked.every((term) => folded(at).includes(term));

// A cell of the gap map: how many findings, and on which sides they stand together (bits: 1 needs to improve, 2 strength).
function addToMap(cells, at) {
  const areas = store.chosen.area[at], area = areas.length === 1 ? areas[0] : SEVERAL;
  store.chosen.theme[at].forEach((theme, which) => {
    const key = `${theme}/${area}`, cell = cells.get(key) ?? { theme, area, count: 0, sides: 0 };
    cell.count++;
    cell.sides |= store.sides[at][which];
    cells.set(key, cell);
  });
}
