// A form saves itself soon after something is entered; notes are shown as listeners read them.
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
    const names = rows.numbered();
    body.append("script", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      if (told.saved) {
        form.elements.base.value = told.base;
        rows.renumber(names);
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
  const rows = rowsOf(form, soon);
  timesOf(form, rows, soon);
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
