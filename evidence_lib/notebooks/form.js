// The button of a notebook's form: the kernel takes the values over and answers, then JupyterLab runs the cells below.
const BY_HAND = "These values are set. Select the cell below, then choose Run > Run Selected Cell and All Below.";

function place(el) {
  const app = window.jupyterapp; // there in a Lab that was started by "evidence lab"
  for (const panel of app ? app.shell.widgets("main") : []) {
    const cells = panel.content?.widgets ?? [];
    const at = cells.findIndex((cell) => cell.node?.contains(el));
    if (at >= 0) return { app, panel, at };
  }
  return null;
}

async function runBelow(el, told) {
  const found = place(el);
  if (!found) {
    told.textContent = BY_HAND;
    return;
  }
  const { app, panel, at } = found;
  app.shell.activateById(panel.id);
  panel.content.deselectAll();
  panel.content.activeCellIndex = at + 1;
  told.textContent = "Running the cells below with these values …";
  await app.commands.execute("notebook:run-all-below");
  panel.content.activeCellIndex = at;
  await panel.content.scrollToItem(at, "start"); // running all has led the reader to the end
  told.textContent = "The cells below show these values. The grey box above keeps its own.";
}

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button mod-primary";
  button.style.cssText = "width:auto;margin:0.5em 0 0.5em 9.5em;padding:0 1em";
  button.textContent = "Run the cells below with these values";
  const told = document.createElement("div");
  told.setAttribute("role", "status");
  told.style.cssText = "margin-left:9.5em;min-height:1.4em";
  button.addEventListener("click", () => {
    told.textContent = "";
    model.send({ press: true });
  });
  const answered = (message) => {
    if (message.line) told.textContent = message.line;
    if (message.run) runBelow(el, told);
  };
  model.on("msg:custom", answered);
  el.append(button, told);
  return () => model.off("msg:custom", answered);
}

export default { render };
