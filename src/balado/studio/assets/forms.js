// A form saves itself soon after something is entered; rows are added, moved and taken away; notes are shown as read.
"use strict";

(() => {
  const form = document.getElementById("edit");
  if (!form) return;
  const state = document.getElementById("save-state");
  const undo = document.getElementById("undo");
  const WAIT_MS = 1200;
  const NOTES_MS = 400;
  let timer = 0;
  let saving = false;
  let again = false;

  const say = (text) => { if (state.textContent !== text) state.textContent = text; };
  const rowsOf = (list) => [...list.querySelectorAll(":scope > .row")];
  const controlsOf = (row) => [...row.querySelectorAll("input:not([type=hidden]), select, textarea")];
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
      for (const row of rowsOf(list)) {
        if (isEmpty(row)) names.push([row, ""]);
        else names.push([row, "keyed" in list.dataset ? `=${controlsOf(row)[0].value.trim()}` : String(number++)]);
      }
    }
    return names;
  };
  const renumber = (names) => {
    for (const [row] of names) rename(row, `+${fresh++}`);
    for (const [row, name] of names) if (name && row.isConnected) rename(row, name);
  };

  const showFaults = (faults) => {
    for (const one of form.querySelectorAll(".faults")) one.replaceChildren();
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    const summary = document.getElementById("summary");
    const list = summary.querySelector("ul");
    list.replaceChildren();
    summary.hidden = faults.length === 0;
    for (const fault of faults) {
      const place = document.getElementById(`${fault.at}-faults`);
      const told = document.createElement("p");
      told.className = fault.severity;
      told.textContent = fault.text;
      if (place) place.append(told);
      const control = document.getElementById(fault.at);
      if (control && "value" in control) control.setAttribute("aria-invalid", "true");
      const item = document.createElement("li");
      if (control) {
        const link = document.createElement("a");
        link.href = `#${fault.at}`;
        link.textContent = fault.text;
        item.append(link);
      } else item.textContent = fault.text;
      list.append(item);
    }
  };

  const save = async () => {
    if (saving) {
      again = true;
      return;
    }
    saving = true;
    say(form.dataset.saving);
    const body = new FormData(form);
    const names = numbered();
    body.append("script", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      if (told.saved) {
        form.elements.base.value = told.base;
        renumber(names);
      }
      if (told.written) {
        undo.elements.after.value = told.base;
        undo.hidden = false;
      }
      showFaults(told.faults);
      say(told.saved ? form.dataset.saved : told.clashes.length ? form.dataset.clash : form.dataset.refused);
    } catch {
      say(form.dataset.failed);
    } finally {
      saving = false;
      if (again) {
        again = false;
        save();
      }
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MS);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", () => clearTimeout(timer));

  const notes = document.getElementById("f-notes");
  const shown = document.getElementById("notes-shown");
  let notesTimer = 0;
  const showNotes = async () => {
    const body = new FormData();
    body.append("csrf", form.elements.csrf.value);
    body.append("notes", notes.value);
    try {
      const answer = await fetch(form.dataset.notes, { method: "POST", body });
      if (answer.ok) shown.srcdoc = (await answer.json()).html;
    } catch {
      // The server has ended: the notes stay as they were shown.
    }
  };
  if (notes) {
    notes.addEventListener("input", () => {
      clearTimeout(notesTimer);
      notesTimer = setTimeout(showNotes, NOTES_MS);
    });
  }

  for (const button of form.querySelectorAll("button.add")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const rows = button.closest("fieldset");
      const list = rows.querySelector("ol[data-field]");
      list.append(rows.querySelector("template").content.cloneNode(true));
      const row = list.lastElementChild;
      rename(row, `+${fresh++}`);
      row.querySelector("input:not([type=hidden]), select, textarea").focus();
    });
  }
  for (const button of form.querySelectorAll("button.add-word")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const list = button.closest("fieldset").querySelector("ol");
      const item = list.lastElementChild.cloneNode(true);
      const input = item.querySelector("input");
      input.value = "";
      input.setAttribute("aria-label", `${input.getAttribute("aria-label").replace(/ \d+$/, "")} ${list.children.length + 1}`);
      list.append(item);
      input.focus();
    });
  }

  // The page follows the files: who edits the same one elsewhere is told of.
  document.addEventListener("renewed", () => {
    const now = document.querySelector("#live-digest [data-digest]");
    const other = now && now.dataset.digest !== form.elements.base.value && !saving;
    document.getElementById("changed-meanwhile").hidden = !other;
  });

  const clashes = document.getElementById("clashes");
  const summary = document.getElementById("summary");
  if (clashes) clashes.focus();
  else if (summary && !summary.hidden && !summary.classList.contains("quiet")) summary.focus();
})();
