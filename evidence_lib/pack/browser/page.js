// The state of the page, and what changes it. All is drawn from it: nothing is kept in the page itself.

const NEAR = "(min-width: 60rem)"; // wide enough for the filters to stand beside the list
let state = null, result = null;

function start(taken) {
  store = taken;
  const { choice, finding, unknown } = fromHash(isPlace(location.hash) ? "" : location.hash);
  state = { choice, opened: -1, unknown, page: 0, map: false, printing: false, note: "", missing: "" };
  result = choose(choice, false);
  if (matchMedia(NEAR).matches) unfolded.add("theme");
  document.getElementById("page").replaceChildren();
  update({ opened: finding });
  say();
  performance.mark("evidence-shown");
  setTimeout(foldAhead, 200);
}

// Draws the page anew. Only a changed choice or an opened map counts anew.
function update(changed) {
  if (!state) return;
  state = { ...state, ...changed };
  if ("choice" in changed || "map" in changed) result = choose(state.choice, state.map);
  if (state.opened >= 0) ask(state.opened);
  render(html`<${Page} ...${state} result=${result} />`, document.getElementById("page"));
  const dialog = document.querySelector("dialog");
  if (state.opened >= 0 && !dialog.open) dialog.showModal();
  if (state.opened < 0 && dialog.open) dialog.close();
  if ("opened" in changed && state.opened >= 0) document.getElementById("opened-title").focus();
}

function Page({ choice, opened: at, page, map, printing, note, unknown, result: held }) {
  return html`<${Fragment}>
    <p role="status" class="vh" id="said"></p>
    <div class="columns">
      <${Filters} choice=${choice} result=${held} />
      <div>
        <${MapSection} result=${held} choice=${choice} open=${map} />
        <${Listing} result=${held} choice=${choice} page=${page} printing=${printing} note=${note} unknown=${unknown} />
      </div>
    </div>
    <dialog aria-labelledby="opened-title" onClose=${closed} onCancel=${(event) => { event.preventDefault(); close(); }}>
      <p role="status" class="vh" id="said-inside"></p>
      ${at >= 0 && html`<${Opened} key=${at} at=${at} result=${held} note=${note} />`}
    </dialog>
  <//>`;
}

// A new choice begins at the first page of the list, and takes its place in the address.
function narrow(changed) {
  update({ choice: { ...state.choice, ...changed }, page: 0, unknown: [], note: "" });
  history.replaceState(null, "", toHash(state.choice, state.opened));
  say();
}

// A finding opened is a step in the browser's history, so that "back" closes it.
function open(at) {
  const replaced = state.opened >= 0;
  update({ opened: at, note: "" });
  history[replaced ? "replaceState" : "pushState"]({ opened: true }, "", toHash(state.choice, at));
}

function close() {
  const left = state.opened;
  update({ opened: -1, note: "" });
  history.replaceState(null, "", toHash(state.choice, -1));
  // back to where the reader was; that row may have left the list meanwhile
  (document.querySelector(`[data-finding="${left}"]`) ?? document.getElementById("found")).focus();
}

function closed() { // by the browser itself
  if (state.opened >= 0) close();
}

async function copied(text, done) {
  const note = (await copy(text)) ? done : "The browser gives no access to the clipboard.";
  update({ note });
  announce(note);
}

// Counts are said once the reader pauses: one at every letter would drown the page.
let saying = 0;
function say() {
  clearTimeout(saying);
  saying = setTimeout(() => announce(`${result.found.length ? many(result.found.length, "finding") : "No finding"}. ${standing(result.found)}`), 600);
}

function announce(words) { // within an open dialog the rest of the page is not heard
  document.getElementById(state.opened >= 0 ? "said-inside" : "said").textContent = words;
}

addEventListener("popstate", () => {
  if (!state) return;
  if (isPlace(location.hash)) return history.replaceState(null, "", toHash(state.choice, state.opened));
  const { choice, finding, unknown } = fromHash(location.hash), left = state.opened;
  update({ choice, opened: finding, unknown, page: JSON.stringify(choice) === JSON.stringify(state.choice) ? state.page : 0 });
  if (left >= 0 && finding < 0) (document.querySelector(`[data-finding="${left}"]`) ?? document.getElementById("found")).focus();
  say();
});
// Paper has no pages to turn: the whole list is drawn while it is printed.
addEventListener("beforeprint", () => update({ printing: true }));
addEventListener("afterprint", () => update({ printing: false }));
addEventListener("load", () => {
  if (!store) document.getElementById("page").textContent = "The file evidence/findings.js is not there. Copy the pack's whole folder, not this page alone.";
});
document.querySelector("a.skip").addEventListener("click", (event) => { // the address holds the filter, not a place in the page
  event.preventDefault();
  (document.getElementById("found") ?? document.getElementById("main")).focus();
});
