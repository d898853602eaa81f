// The list, a page at a time: twenty thousand rows at once would hold up any browser.

const ROWS = 25;
const PRINTED = 1000; // rows; more would be no paper that anyone reads

const words = (at, looked = []) => {
  if (is(at, HELD_BACK)) return html`<p class="held-back">Practice study: its text is about a child or a family. It is not shown, since no person has admitted it.</p>`;
  const said = marked(store.quotes[at], looked);
  return is(at, DIGEST)
    ? html`<p class="ours"><strong>Digest, in our own words:</strong> <span dir="auto">${said}</span></p>`
    : html`<blockquote><p dir="auto">${said}</p></blockquote>`;
};

function Marks({ at }) {
  const kind = store.chosen.kind[at][0], [id, label] = store.facet.kind.values[kind];
  return html`<p class="marks"><span class=${`kind kind-${id}`}>${label}</span>
    ${" "}<span class=${is(at, CHECKED) ? "checked" : "unchecked"}>${is(at, CHECKED) ? "Checked by a person" : "Unchecked: sorted by machine"}</span>
    ${is(at, DIGEST) && html` <span class="remark">Digest</span>`}
    ${is(at, SUMMARY) && html` <span class="remark">Summary: repeated later, not counted</span>`}</p>`;
}

const list = (facet, at) => `${store.facet[facet].label}: ${names(facet, at).join("; ")}. `;

function Row({ at, looked }) {
  const { title, publishers, told } = documentOf(at);
  return html`<li class="finding">
    <h3><a href=${toHash(state.choice, at)} data-finding=${at} onClick=${(event) => follow(event, at)}>${nameOf(at)}: ${joined(title, pagesTold(at))}</a></h3>
    <${Marks} at=${at} />
    ${words(at, looked)}
    <p class="place">${joined(publishers, told)}. ${list("theme", at)}${list("agency", at)}${list("area", at)}</p>
  </li>`;
}

// A plain click opens here; with a key held down the browser does what it always does (a new tab).
function follow(event, at) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(at);
}

function Pages({ page, pages }) {
  if (pages < 2) return null;
  const turn = (to) => { update({ page: to }); document.getElementById("found").focus(); };
  return html`<nav class="pages" aria-label="Pages of the list">
    <button type="button" disabled=${page === 0} onClick=${() => turn(page - 1)}>Previous page</button>
    <span>Page ${(page + 1).toLocaleString("en-GB")} of ${pages.toLocaleString("en-GB")}</span>
    <button type="button" disabled=${page === pages - 1} onClick=${() => turn(page + 1)}>Next page</button>
  </nav>`;
}

function Listing({ result, choice, page, printing, note, unknown }) {
  const { found, looked } = result, pages = Math.ceil(found.length / ROWS);
  const shown = printing ? found.slice(0, PRINTED) : found.slice(page * ROWS, page * ROWS + ROWS);
  const told = choiceTold(choice);
  return html`<section class="list" aria-labelledby="found">
    ${unknown.length ? html`<p class="warning">The link asks for what this pack does not hold: ${unknown.join("; ")}. The rest of it is shown.</p>` : null}
    <h2 id="found" tabindex="-1">${found.length ? many(found.length, "finding") : "No finding"}</h2>
    <p class="standing">${standing(found)}${told && ` Shown: ${told}.`}</p>
    ${printing && found.length > PRINTED ? html`<p class="warning">Only the first ${many(PRINTED, "finding")} are printed: narrow the list first.</p>` : null}
    ${found.length ? null : html`<p>Nothing fits this filter. That is silence, not proof that all is well. Take a value back, or clear the filter.</p>`}
    <p class="tools">
      <label>Order <select value=${choice.order} onChange=${(event) => narrow({ order: event.target.value })}>
        <option value="newest">newest document first</option><option value="oldest">oldest document first</option></select></label>
      ${" "}<button type="button" onClick=${() => copied(linkTo(choice, -1), "Link to this list copied.")}>Copy link to this list</button>
      ${" "}<span class="note" aria-hidden="true">${state.opened < 0 ? note : ""}</span>
    </p>
    <ol class="findings" start=${page * ROWS + 1}>${shown.map((at) => html`<${Row} key=${store.ids[at]} at=${at} looked=${looked} />`)}</ol>
    <${Pages} page=${page} pages=${pages} />
  </section>`;
}
