// What the list is narrowed by. Native fields throughout: a browser and a screen reader know them.

const { h, render, Fragment } = preact;
const html = htm.bind(h);

const unfolded = new Set(); // facets that stand open: one that has a value chosen does, and stays so when it is taken back

function Facet({ facet, counts, chosen }) {
  const { id, label, values } = facet;
  if (chosen.length) unfolded.add(id);
  return html`<details class="facet" open=${unfolded.has(id)} onToggle=${(event) => unfolded[event.target.open ? "add" : "delete"](id)}>
    <summary>${label}${chosen.length ? html` <span class="chosen">(${chosen.length} chosen)</span>` : ""}</summary>
    <fieldset>
      <legend class="vh">${label}</legend>
      ${values.map(([value, name], at) => html`<label key=${value}>
        <input type="checkbox" name=${id} value=${value} checked=${chosen.includes(value)} onChange=${() => toggle(id, value)} />
        <span>${name} <span class="count">(${counts[at].toLocaleString("en-GB")})</span></span>
      </label>`)}
    </fieldset>
  </details>`;
}

function toggle(facet, value) {
  const held = state.choice[facet];
  narrow({ [facet]: held.includes(value) ? held.filter((one) => one !== value) : [...held, value] });
}

let typing = 0;
function typed(words) { // waits until a word is written: each letter would count everything anew
  clearTimeout(typing);
  typing = setTimeout(() => narrow({ words }), 150);
}

function Filters({ choice, result }) {
  const wrongDays = choice.from && choice.until && choice.from > choice.until;
  const day = (name, label) => html`<p><label for=${name}>${label}</label>
    <input type="date" id=${name} value=${choice[name]} onChange=${(event) => narrow({ [name]: event.target.value })}
      aria-describedby=${wrongDays ? "wrong-days" : null} aria-invalid=${wrongDays ? "true" : null} /></p>`;
  return html`<form class="filters" role="search" aria-label="Filter the findings" onSubmit=${(event) => event.preventDefault()}>
    <h2>Filter</h2>
    <p><label for="words">Words in the finding</label>
      <input type="search" id="words" value=${choice.words} aria-describedby="words-hint" autocomplete="off"
        onInput=${(event) => typed(event.target.value)} /></p>
    <p class="hint" id="words-hint">All words must be there. Put a phrase in "double quotes". A number such as E-012 is found too.</p>
    ${FACETS.map((id) => html`<${Facet} key=${id} facet=${store.facet[id]} counts=${result.counts[id]} chosen=${choice[id]} />`)}
    ${day("from", "Published on or after")}
    ${day("until", "Published on or before")}
    ${wrongDays ? html`<p class="warning" id="wrong-days">The first day is later than the last: nothing can be found between them.</p>` : null}
    <fieldset class="checks"><legend>Checked by a person</legend>
      ${[["", "All", result.checks.yes + result.checks.no], ["yes", "Checked", result.checks.yes], ["no", "Not checked", result.checks.no]].map(
        ([value, name, count]) => html`<label key=${value}>
          <input type="radio" name="checked" value=${value} checked=${choice.checked === value} onChange=${() => narrow({ checked: value })} />
          <span>${name} <span class="count">(${count.toLocaleString("en-GB")})</span></span></label>`)}
    </fieldset>
    <p><button type="button" onClick=${() => { narrow({ ...NOTHING_CHOSEN }); document.getElementById("words").focus(); }}>Clear the filter</button></p>
    <p class="hint">A number in brackets says how many findings a value would show: where inspectors wrote, never how common something is.</p>
  </form>`;
}
