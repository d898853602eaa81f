// One finding at a time. Plain DOM: no build step, nothing from the network.
const WAIT = 8000; // milliseconds without an answer from the kernel before the screen says so

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

const key = (text) => make("kbd", {}, text);

function choice(name, id, label, chosen, extra) {
  const box = make("input", { type: "checkbox", name, value: id });
  box.checked = chosen;
  return make("label", { class: "choice" }, box, " ", ...label, extra ? make("span", { class: "why" }, ` (${extra})`) : null);
}

function chosen(root, name) {
  return [...root.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
}

function finding(item) {
  const parts = [make("h2", {}, item.place)];
  if (item.digest) parts.push(make("p", {}, "Digest, in our words: no quotation."));
  if (item.reasons.length) parts.push(make("p", { class: "reasons" }, `Why now: ${item.reasons.join("; ")}.`));
  if (item.heading) parts.push(make("p", { class: "context" }, `Under the heading: ${item.heading}`));
  for (const text of item.before) parts.push(make("p", { class: "context" }, text));
  parts.push(make("blockquote", { "aria-label": "The finding" }, item.quote));
  for (const text of item.after) parts.push(make("p", { class: "context" }, text));
  return make("section", { "aria-label": "Finding in its context" }, ...parts);
}

function form(item) {
  const kinds = item.kinds.map(([id, label]) => make("option", { value: id, selected: id === item.kind }, label));
  if (!item.kind) kinds.unshift(make("option", { value: "", selected: true }, "choose one"));
  const themes = item.themes.map((theme, at) => {
    const label = at < 9 ? [key(String(at + 1)), " ", theme.label] : [theme.label];
    const row = choice("themes", theme.id, label, theme.chosen, theme.why);
    row.title = theme.meaning;
    return row;
  });
  const agencies = item.agencies.map(([id, label, on]) => choice("agencies", id, [label], on, ""));
  const comment = make("input", { type: "text", name: "comment" });
  comment.value = item.comment;
  return make(
    "div",
    {},
    make("p", {}, make("label", {}, key("k"), " Kind: ", make("select", { name: "kind" }, ...kinds))),
    make("fieldset", {}, make("legend", {}, key("t"), " Themes"), make("div", { class: "choices" }, ...themes)),
    make("fieldset", {}, make("legend", {}, key("g"), " Agencies whose practice is judged"), make("div", { class: "choices" }, ...agencies)),
    make("p", {}, make("label", {}, key("c"), " Comment ", comment)),
  );
}

function help() {
  const keys = [
    ["a", "accept"], ["x", "leave out"], ["l", "later"], ["b", "take the last answer back"], ["1", "to "], ["9", "set or clear a theme"],
    ["k", "go to the kind"], ["t", "to the themes"], ["g", "to the agencies"], ["c", "to the comment"], ["Esc", "leave a field"],
  ];
  const told = keys.flatMap(([letter, what], at) => [key(letter), ` ${what}${what.endsWith(" ") ? "" : at < keys.length - 1 ? ", " : ". "}`]);
  return make(
    "p", { class: "why" }, "Keys: ", ...told,
    "They work while the blue frame is around this screen or something in it: click here, or press Tab until it is. Every answer is saved at once.",
  );
}

function render({ model, el }) {
  const root = make("div", {
    class: "evidence-review",
    role: "group",
    "aria-label": "Review of findings",
    tabindex: "0",
    "data-lm-suppress-shortcuts": "true", // JupyterLab's own keys (a, b, x …) would change the notebook
  });
  const said = make("p", { class: "said", role: "status", "aria-live": "polite" });
  const counter = make("p", { class: "counter", "aria-live": "polite", "aria-atomic": "true" });
  const body = make("div");
  root.append(counter, said, body);
  el.append(root);
  let waiting = 0;

  function ask(what) {
    if (waiting) return;
    said.textContent = "Saving …";
    waiting = setTimeout(() => {
      waiting = 0;
      said.textContent = "Not saved: the notebook does not answer. Run its cells again, and answer once more.";
    }, WAIT);
    model.send({ turn: model.get("view").turn, ...what });
  }

  function answer(include) {
    ask({
      do: "answer",
      include,
      kind: body.querySelector('[name="kind"]').value,
      themes: chosen(body, "themes"),
      agencies: chosen(body, "agencies"),
      comment: body.querySelector('[name="comment"]').value,
    });
  }

  const does = {
    a: () => answer(true),
    x: () => answer(false),
    l: () => ask({ do: "later" }),
    b: () => ask({ do: "back" }),
    k: () => body.querySelector('[name="kind"]').focus(),
    t: () => body.querySelector('[name="themes"]').focus(),
    g: () => body.querySelector('[name="agencies"]').focus(),
    c: () => body.querySelector('[name="comment"]').focus(),
  };

  function button(letter, text, first = false) {
    const node = make("button", { type: "button", class: first ? "first" : null }, text, " ", key(letter));
    node.addEventListener("click", () => does[letter]());
    return node;
  }

  function draw() {
    clearTimeout(waiting);
    waiting = 0;
    const view = model.get("view");
    counter.textContent = `${view.counter}.`;
    said.textContent = view.said;
    const held = root.contains(document.activeElement);
    if (view.item) {
      const actions = make(
        "div", { class: "actions" },
        button("a", "Accept as it stands here", true), button("x", "Leave out: no finding"), button("l", "Later"), button("b", "Back: take the last one back"),
      );
      body.replaceChildren(finding(view.item), form(view.item), actions, help());
    } else {
      const actions = view.done ? make("div", { class: "actions" }, button("b", "Back: take the last one back")) : make("div");
      body.replaceChildren(make("p", {}, view.all ? "Nothing is left in this list." : "Nothing here needs a review."), actions);
    }
    if (!held) return;
    root.focus({ preventScroll: true });
    if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" }); // the next finding is read from its top
  }

  root.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") return root.focus();
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target;
    if (target.matches('select, input[type="text"]')) return;
    const view = model.get("view");
    if (!view.item && event.key !== "b") return;
    if (/^[1-9]$/.test(event.key)) {
      const box = body.querySelectorAll('input[name="themes"]')[Number(event.key) - 1];
      if (box) box.checked = !box.checked;
    } else if (does[event.key]) does[event.key]();
    else return;
    event.preventDefault();
  });
  model.on("change:view", draw);
  draw();
  return () => model.off("change:view", draw);
}

export default { render };
