// A finding opened: its words in context, and all that hangs on it. The browser's own dialog keeps the focus inside it.

const asked = new Set();

// Loads what a document's findings open to, once.
function ask(at) {
  const { id, script } = documentOf(at);
  if (opened.has(id) || asked.has(id)) return;
  asked.add(id);
  const tag = document.createElement("script");
  tag.src = script;
  tag.onerror = () => { asked.delete(id); update({ missing: script }); };
  document.head.append(tag);
}

function Opened({ at, result, note }) {
  const { title, publishers, told, id } = documentOf(at), detail = opened.get(id);
  const here = result.found.indexOf(at), source = sourceOf(at);
  const step = (to, label) => html`<button type="button" disabled=${to < 0 || here < 0 || to >= result.found.length} onClick=${() => open(result.found[to])}>${label}</button>`;
  return html`<${Fragment}>
    <p class="tools"><button type="button" onClick=${close}>Close</button> ${step(here - 1, "Previous finding")} ${step(here + 1, "Next finding")}</p>
    <h2 id="opened-title" tabindex="-1">${nameOf(at)}: ${joined(title, pagesTold(at))}</h2>
    <${Marks} at=${at} />
    <p class="place">${joined(publishers, told)}. ${list("theme", at)}${list("agency", at)}${list("area", at)}</p>
    <p class="tools"><button type="button" onClick=${() => copied(citation(at), "Citation copied.")}>Copy citation</button>
      ${" "}<button type="button" onClick=${() => copied(linkTo(state.choice, at), "Link copied.")}>Copy link</button>
      ${" "}${source ? html`<a href=${source} rel="noreferrer" target="_blank">Source${store.pages[at][0] ? " at its page" : ""} (opens a new window, from the network)</a>` : html`<span>The address of the source is not known.</span>`}</p>
    <p class="note" aria-hidden="true">${note}</p>
    ${detail ? html`<${Detail} at=${at} detail=${detail} looked=${result.looked} />` : html`${words(at, result.looked)}<p>${state.missing === documentOf(at).script
      ? `The file ${state.missing} is not there. Copy the pack's whole folder, not this page alone.` : "Reading its context …"}</p>`}
  <//>`;
}

function Detail({ at, detail, looked }) {
  const held = detail.findings[store.ids[at]];
  return html`<${Fragment}>
    <h3>In context</h3>
    ${held.under && html`<p class="under">Under: ${held.under}</p>`}
    <${Context} at=${at} passages=${detail.passages} centre=${held.at} looked=${looked} />
    <h3>Themes, and the words that earned them</h3>
    ${held.tags.length ? html`<ul>${held.tags.map((tag) => html`<${Tag} tag=${tag} at=${at} />`)}</ul>` : html`<p>No theme was given.</p>`}
    <h3>What people decided</h3>
    ${held.reviews.length ? html`<ul>${held.reviews.map((one) => html`<li>${one.field}: ${one.value} (${one.by}).${one.reason && ` Reason: ${one.reason}`}${one.carried ? " Carried from earlier words of it." : ""}</li>`)}</ul>`
      : html`<p>No person has reviewed it.</p>`}
    <h3>Commitments that answer it</h3>
    ${held.commitments.length ? html`<ul>${held.commitments.map((one) => html`<li>${one.ours ? html`<span dir="auto">${one.words}</span> (digest, in our own words)` : html`<q dir="auto">${one.words}</q>`} (${one.told}${one.due && `; by: ${one.due}`}) <span class="remark">${one.id}</span></li>`)}</ul>`
      : html`<p>No commitment that is held answers it.</p>`}
    <h3>Trail: what rests on it</h3>
    ${held.trail.length ? html`<ul class="trail">${held.trail.map(([depth, label]) => html`<li class=${`step-${Math.min(depth, 4)}`}>${depth > 1 && html`<span class="vh">step ${depth}: </span>`}<span dir="auto">${label}</span></li>`)}</ul>`
      : html`<p>No statement, intention or service that is entered cites it.</p>`}
  <//>`;
}

// The blocks before and after. A remark stands where words are held back; the finding's own are set apart.
function Context({ at, passages, centre, looked }) {
  if (centre === null) return html`<${Fragment}>${words(at, looked)}<p class="hint">Its place among the blocks of the document is not known.</p><//>`;
  const around = [];
  for (let place = centre - 3; place <= centre + 3; place++) if (passages[place]) around.push([place, passages[place]]);
  return html`<div class="context">${is(at, DIGEST) && html`<p class="hint">All of this is a digest: a selection in our own words.</p>`}${merged(around, centre).map(([place, [text, role, page, heldBack]]) => {
    if (place === centre) return html`<div class="here" key=${place}><p class="vh">The finding:</p>${words(at, looked)}</div>`;
    if (heldBack) return html`<p class="held-back" key=${place}>${text}</p>`;
    return html`<p class=${`passage ${role}`} key=${place} dir="auto">${page && page !== store.pages[at][0] ? html`<span class="remark" dir="ltr">page ${page}: </span>` : ""}${text}</p>`;
  })}</div>`;
}

// The same remark twice in a row says no more than once.
const merged = (around, centre) => around.filter(([place, passage], which) => {
  const before = around[which - 1];
  return place === centre || !passage[3] || !before || before[0] === centre || before[1][0] !== passage[0];
});

function Tag({ tag, at }) {
  const points = { strength: "points to a strength", shortfall: "points to a shortfall" }[tag.points];
  return html`<li><strong>${tag.theme}</strong> (${[tag.given, points].filter(Boolean).join("; ")}).
    ${tag.why && html` Words: ${tag.why}.`}
    ${tag.excerpt && html` ${is(at, DIGEST) ? "In our words" : "In the sentence"}: ${is(at, DIGEST) ? html`<span dir="auto">${tag.excerpt}</span>` : html`<q dir="auto">${tag.excerpt}</q>`}`}</li>`;
}
