// Rows of a form: added, taken away and put in another order, by buttons, by arrow keys on them, and by their handle.
"use strict";

// `entered` is called after each such change. Gives what the saving of the form needs to know of its rows.
const rowsOf = (form, entered) => { // eslint-disable-line no-unused-vars -- forms.js calls it
  const told = document.getElementById("row-state");
  const listsOf = () => form.querySelectorAll("ol[data-label]");
  const rowsIn = (list) => [...list.querySelectorAll(":scope > .row")];
  const controlsOf = (row) => [...row.querySelectorAll("[name]:not([type=hidden])")];
  const isEmpty = (row) => controlsOf(row).every((one) => !one.value.trim());

  // A row that was saved is known by its number or its key in the file as it is now: names follow.
  const rename = (row, id) => {
    const before = row.dataset.row;
    if (before === id) return;
    const field = row.parentElement.dataset.field;
    row.dataset.row = id;
    for (const one of row.querySelectorAll("[name]")) {
      if (one.name === `${field}:rows`) one.value = id;
      else one.name = `${field}:${id}:${one.name.slice(`${field}:${before}:`.length)}`;
    }
    const [old, fresh] = [encodeURIComponent(before), encodeURIComponent(id)];
    for (const one of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "for", "aria-describedby"]) {
        const value = one.getAttribute(name);
        if (value) one.setAttribute(name, value.replace(`-${old}-`, `-${fresh}-`).replace(new RegExp(`-${CSS.escape(old)}$`), `-${fresh}`));
      }
    }
  };

  let fresh = 0;
  // What each row is called once what is sent now stands in the file.
  const numbered = () => {
    const names = [];
    for (const list of form.querySelectorAll("ol[data-field]")) {
      let number = 0;
      for (const row of rowsIn(list)) {
        if (isEmpty(row)) names.push([row, ""]);
        else names.push([row, "keyed" in list.dataset ? `=${controlsOf(row)[0].value.trim()}` : String(number++)]);
      }
    }
    return names;
  };
  const renumber = (names) => {
    for (const [row] of names) if (row.isConnected) rename(row, `+${fresh++}`);
    for (const [row, name] of names) if (name && row.isConnected) rename(row, name);
  };

  // The name of a row says which one it is; so do those of its buttons, which are called alike in every row.
  const name = (list) => {
    const rows = rowsIn(list);
    rows.forEach((row, index) => {
      const named = `${list.dataset.label} ${index + 1}`;
      const legend = row.querySelector("legend");
      if (legend) legend.textContent = named;
      else controlsOf(row)[0].setAttribute("aria-label", named);
      for (const button of row.querySelectorAll("[data-do], [data-named]")) {
        button.setAttribute("aria-label", `${button.dataset.named || button.textContent}, ${named}`);
        const isEnd = (button.dataset.do === "up" && index === 0) || (button.dataset.do === "down" && index === rows.length - 1);
        if (isEnd) button.setAttribute("aria-disabled", "true");
        else button.removeAttribute("aria-disabled");
      }
      row.querySelector(".row-tools").hidden = false;
    });
  };

  // A row comes to stand before another one, or last. The others go around it: what has the focus keeps it.
  const put = (row, before) => {
    const list = row.parentElement;
    const rows = rowsIn(list);
    const [from, to] = [rows.indexOf(row), before ? rows.indexOf(before) : rows.length];
    if (to === from || to === from + 1) return false;
    if (to < from) row.after(...rows.slice(to, from));
    else row.before(...rows.slice(from + 1, to));
    name(list);
    return true;
  };

  const moved = (row, before) => {
    if (!put(row, before)) return;
    const rows = rowsIn(row.parentElement);
    told.textContent = told.dataset.moved.replace("{number}", rows.indexOf(row) + 1).replace("{count}", rows.length);
    entered();
  };

  const step = (row, by) => {
    const rows = rowsIn(row.parentElement);
    const index = rows.indexOf(row);
    if (by < 0 && index > 0) moved(row, rows[index - 1]);
    if (by > 0 && index < rows.length - 1) moved(row, rows[index + 2] || null);
  };

  const added = (list) => {
    if (list.dataset.field === undefined) {
      const row = list.lastElementChild.cloneNode(true);
      controlsOf(row)[0].value = "";
      list.append(row);
      name(list);
      return row;
    }
    list.append(list.parentElement.querySelector("template").content.cloneNode(true));
    const row = list.lastElementChild;
    rename(row, `+${fresh++}`);
    name(list);
    list.dispatchEvent(new CustomEvent("added", { bubbles: true, detail: row }));
    return row;
  };

  const remove = (row) => {
    const list = row.parentElement;
    const rows = rowsIn(list);
    const near = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
    if (!near && list.dataset.field === undefined) {
      controlsOf(row)[0].value = ""; // the one that the next is made after
      controlsOf(row)[0].focus();
    } else {
      row.remove();
      name(list);
      (near ? near.querySelector("[data-do=remove]") : list.parentElement.querySelector("button.add")).focus();
    }
    told.textContent = told.dataset.removed;
    entered();
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    const row = button && button.closest(".row");
    if (!row) return;
    if (button.dataset.do === "remove") remove(row);
    else if (button.dataset.do === "up") step(row, -1);
    else if (button.dataset.do === "down") step(row, 1);
  });
  form.addEventListener("keydown", (event) => {
    const isTool = event.target.matches(".row-tools [data-do=up], .row-tools [data-do=down]");
    if (!isTool || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    step(event.target.closest(".row"), event.key === "ArrowUp" ? -1 : 1);
  });

  let dragged = null;
  form.addEventListener("dragstart", (event) => {
    if (!event.target.closest || !event.target.closest(".handle")) return;
    dragged = event.target.closest(".row");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(dragged, 0, 0);
  });
  const under = (event) => {
    const row = dragged && event.target.closest(".row");
    return row && row.parentElement === dragged.parentElement ? row : null;
  };
  form.addEventListener("dragover", (event) => {
    if (under(event)) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    const row = under(event);
    if (!row) return;
    event.preventDefault();
    const { top, height } = row.getBoundingClientRect();
    const rows = rowsIn(row.parentElement);
    moved(dragged, event.clientY < top + height / 2 ? row : rows[rows.indexOf(row) + 1] || null);
  });
  form.addEventListener("dragend", () => { dragged = null; });

  for (const button of form.querySelectorAll("button.add")) {
    button.hidden = false;
    button.addEventListener("click", () => controlsOf(added(button.closest("fieldset").querySelector("ol")))[0].focus());
  }
  for (const list of listsOf()) name(list);

  return { added, name, numbered, put, renumber, rowsIn };
};
