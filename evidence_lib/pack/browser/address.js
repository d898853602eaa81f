// The choice and the opened finding in the page's address (after #), so that a link restores both.

function toHash(choice, finding) {
  const parts = new URLSearchParams();
  FACETS.forEach((facet) => choice[facet].forEach((value) => parts.append(facet, value)));
  ["from", "until", "checked", "words"].forEach((name) => choice[name] && parts.set(name, choice[name]));
  if (choice.order !== NOTHING_CHOSEN.order) parts.set("order", choice.order);
  if (finding >= 0) parts.set("finding", store.ids[finding]);
  return `#${parts}`;
}

// What an address asks for. unknown lists what this pack does not hold, so that nothing is dropped in silence.
function fromHash(hash) {
  const parts = new URLSearchParams(hash.slice(1)), choice = { ...NOTHING_CHOSEN }, unknown = [];
  FACETS.forEach((facet) => {
    const asked = [...new Set(parts.getAll(facet))];
    choice[facet] = asked.filter((value) => store.facet[facet].at.has(value));
    asked.filter((value) => !store.facet[facet].at.has(value)).forEach((value) => unknown.push(`${facet} “${value}”`));
  });
  const take = (name, fits) => {
    const value = parts.get(name);
    if (value && fits(value)) choice[name] = value;
    else if (value) unknown.push(`${name} “${value}”`);
  };
  ["from", "until"].forEach((name) => take(name, (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !isNaN(Date.parse(value))));
  take("checked", (value) => CHECKS.includes(value));
  take("order", (value) => Object.hasOwn(store.orders, value));
  take("words", () => true);
  const asked = parts.get("finding"), finding = asked ? store.place.get(asked) ?? -1 : -1;
  if (asked && finding < 0) unknown.push(`finding “${asked}”`);
  return { choice, finding, unknown };
}

// "#main" and the like lead to a place in the page and say nothing of a choice.
const isPlace = (hash) => hash.length > 1 && !hash.includes("=");
const linkTo = (choice, finding) => location.href.split("#")[0] + toHash(choice, finding);
