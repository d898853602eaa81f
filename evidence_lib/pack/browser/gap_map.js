// The gap map: themes by area. A cell narrows the list to itself, and again to take that back.

const SIGNS = ["·", "■", "●", "◆"]; // by the bits of its sides: neither, needs to improve, strength, both
const SIDE_WORDS = ["neither side", "needs to improve", "strength", "both sides"];

function GapMap({ cells, choice }) {
  const themes = store.facet.theme.values, areas = store.facet.area.values;
  const places = areas.map((_, at) => at).filter((at) => themes.some((_, theme) => cells.has(`${theme}/${at}`)));
  if (themes.some((_, theme) => cells.has(`${theme}/${SEVERAL}`))) places.push(SEVERAL);
  const rows = themes.map((_, at) => at).filter((theme) => places.some((place) => cells.has(`${theme}/${place}`)));
  if (!rows.length) return html`<p>No counted finding is left for a map.</p>`;
  const own = store.facet.area.own ?? 0;
  const nameOfPlace = (place) => (place === SEVERAL ? "Several areas" : areas[place][1]);
  return html`<div class="map" role="region" aria-labelledby="map-caption" tabindex="0">
    <table>
      <caption id="map-caption">Themes by area: counted findings in each cell</caption>
      <thead><tr><th scope="col">Theme</th>
        ${places.map((place) => html`<th key=${place} scope="col" class=${place >= 0 && place < own ? "own" : ""}><span>${nameOfPlace(place)}</span></th>`)}
      </tr></thead>
      <tbody>${rows.map((theme) => html`<tr key=${theme}>
        <th scope="row">${themes[theme][1]}</th>
        ${places.map((place) => html`<td key=${place}>${cellShown(cells.get(`${theme}/${place}`), themes[theme], nameOfPlace(place), choice)}</td>`)}
      </tr>`)}</tbody>
    </table>
  </div>`;
}

function cellShown(cell, [id, label], place, choice) {
  if (!cell) return html`<span class="none" aria-hidden="true">·</span><span class="vh">none</span>`;
  const said = html`<span aria-hidden="true" class=${`side side-${cell.sides}`}>${SIGNS[cell.sides]}</span> ${cell.count}
    <span class="vh">${cell.count === 1 ? " finding" : " findings"}, ${SIDE_WORDS[cell.sides]}: ${label}, ${place}</span>`;
  if (cell.area === SEVERAL) return html`<span class="cell">${said}</span>`; // no area to choose
  const area = store.facet.area.values[cell.area][0];
  const pressed = choice.theme.length === 1 && choice.theme[0] === id && choice.area.length === 1 && choice.area[0] === area;
  return html`<button type="button" class="cell" aria-pressed=${String(pressed)}
    onClick=${() => narrow(pressed ? { theme: [], area: [] } : { theme: [id], area: [area] })}>${said}</button>`;
}

function MapSection({ result, choice, open }) {
  return html`<details class="gap-map" open=${open} onToggle=${(event) => event.target.open !== state.map && update({ map: event.target.open })}>
    <summary>Gap map: themes by area</summary>
    ${open && html`<${Fragment}>
      <p class="hint">${SIGNS[1]} needs to improve, ${SIGNS[2]} strength, ${SIGNS[3]} both, ${SIGNS[0]} no finding.
        A cell shows its findings in the list below; choose it again to show all. The map follows every other filter.
        Summaries that later findings repeat, and practice studies, are not counted. A number says where inspectors wrote,
        never how common something is; no finding is silence, not proof that all is well.
        ${store.facet.area.own ? " The areas of this office stand first, in bold." : ""}</p>
      <${GapMap} cells=${result.cells} choice=${choice} />
    <//>`}
  </details>`;
}
