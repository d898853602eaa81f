// Sentences and citations.

const many = (count, one, more = `${one}s`) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : more}`;

function pagesTold(at) {
  const [first, last] = store.pages[at];
  if (first === null) return "";
  return last !== null && last !== first ? `pages ${first} to ${last}` : `page ${first}`;
}

const joined = (...parts) => parts.filter(Boolean).join(", ");
const nameOf = (at) => store.numbers[at] || (is(at, HELD_BACK) ? "Practice study" : "Finding");

// The address of the document at its page: a PDF reader goes there, other readers pass the page over.
function sourceOf(at) {
  const { url } = documentOf(at), page = store.pages[at][0];
  return /^https?:/.test(url) ? (page ? `${url}#page=${page}` : url) : "";
}

// How much of a selection a person has checked, and what it rests on. Areas are those with a document of their own.
function standing(found) {
  const checked = found.filter((at) => is(at, CHECKED)).length;
  const documents = new Set(found.map((at) => store.of[at]));
  const areas = new Set(found.map((at) => store.chosen.area[at]).filter((held) => held.length === 1).map(([area]) => area));
  return `From ${many(documents.size, "document")} about ${many(areas.size, "area")}. ` +
    `${checked.toLocaleString("en-GB")} of ${found.length.toLocaleString("en-GB")} checked by a person.`;
}

// A citation to paste. Our own words are never set as a quotation, and what nobody has checked says so.
function citation(at) {
  const { title, publishers, told } = documentOf(at);
  const place = joined(title, publishers, told, pagesTold(at), store.numbers[at]);
  const unchecked = is(at, CHECKED) ? "" : " [Sorted by machine; not yet checked by a person.]";
  const source = sourceOf(at) ? ` ${sourceOf(at)}` : "";
  if (is(at, HELD_BACK)) return `${place}. Practice study: its text is not shown.${source}${unchecked}`;
  if (is(at, DIGEST)) return `${place}. Held as a digest in our own words, which is no quotation: read the page before quoting it.${source}${unchecked}`;
  return `“${store.quotes[at]}” (${place}).${source}${unchecked}`;
}

// The choice in words, for the head of the list and for print.
function choiceTold(choice) {
  const parts = FACETS.filter((facet) => choice[facet].length).map((facet) => {
    const { label, values, at } = store.facet[facet];
    return `${label.toLowerCase()} ${choice[facet].map((id) => values[at.get(id)][1]).join(" or ")}`;
  });
  if (choice.from) parts.push(`published on or after ${choice.from}`);
  if (choice.until) parts.push(`published on or before ${choice.until}`);
  if (choice.checked) parts.push(choice.checked === "yes" ? "checked by a person" : "not checked by a person");
  if (choice.words.trim()) parts.push(`with the words ${choice.words.trim()}`);
  return parts.join("; ");
}

// Text with its hits marked. Where a character has several forms (’ and '), each of them is a hit.
function marked(text, looked) {
  if (!looked.length) return text;
  const forms = (term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/'/g, "['’‘]").replace(/-/g, "[‐-―-]").replace(/ /g, "\\s+");
  const longestFirst = [...looked].sort((one, other) => other.length - one.length);
  return text.split(new RegExp(`(${longestFirst.map(forms).join("|")})`, "giu")).map((part, at) => (at % 2 ? html`<mark>${part}</mark>` : part));
}

// The clipboard where the browser gives it; else by a selection, as browsers did before.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text) {
  const area = document.createElement("textarea"), focused = document.activeElement;
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return copied;
}
