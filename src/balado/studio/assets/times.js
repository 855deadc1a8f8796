// Rows that begin somewhere in a recording, beside its sound: played from there, begun where it is, moved along it.
"use strict";

const timesOf = (form, rows, entered) => { // eslint-disable-line no-unused-vars -- forms.js calls it
  const player = form.querySelector(".player");
  const audio = player && player.querySelector("audio");
  if (!audio) return;
  const told = document.getElementById("row-state");
  const sound = soundOf(audio, () => {});
  const tools = document.getElementById("timed-tools").content;
  const timed = [...form.querySelectorAll("ol[data-timed]")];

  const startOf = (row) => row.querySelector('[name$=":start"]');
  // As the studio reads it: `12:00`, `1:02:03.5`, or seconds.
  const seconds = (text) => {
    const found = /^(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,9}(?:[.,]\d{1,9})?)$/.exec(text.trim());
    return found ? Number(found[1] || 0) * 3600 + Number(found[2] || 0) * 60 + Number(found[3].replace(",", ".")) : NaN;
  };
  // To the tenth, in which nobody hears a beginning as too late.
  const clock = (value) => {
    const tenths = Math.round(value * 10);
    const [whole, rest] = [Math.floor(tenths / 10), tenths % 10];
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return parts.map((one) => String(one).padStart(2, "0")).join(":") + (rest ? `.${rest}00` : "");
  };

  const slide = (row) => {
    const place = row.querySelector(".place input");
    const start = seconds(startOf(row).value);
    place.closest(".place").hidden = !Number.isFinite(audio.duration);
    place.max = Math.floor(audio.duration) || 0;
    if (!Number.isNaN(start)) place.value = start;
    if (Number.isNaN(start)) place.removeAttribute("aria-valuetext");
    else place.setAttribute("aria-valuetext", clock(start));
  };
  const begin = (row, value) => {
    startOf(row).value = clock(value);
    slide(row);
    entered();
  };
  // Where its beginning puts it among the others, which stay as they are.
  const settle = (row) => {
    const list = row.parentElement;
    const start = seconds(startOf(row).value);
    if (!("byTime" in list.dataset) || Number.isNaN(start)) return;
    const others = rows.rowsIn(list).filter((one) => one !== row);
    const behind = others.filter((one) => seconds(startOf(one).value) > start);
    rows.put(row, behind[0] || null);
  };
  const equip = (row) => {
    row.querySelector(".row-tools").prepend(tools.cloneNode(true));
    slide(row);
  };

  const here = () => {
    const list = timed.find((one) => "byTime" in one.dataset);
    const row = rows.added(list);
    begin(row, sound.at());
    settle(row);
    row.querySelector('[name$=":title"]').focus();
    told.textContent = startOf(row).value;
  };
  const acts = { play: sound.toggle, back: sound.back, "add-here": here };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const row = button.closest(".row");
    if (!row) {
      if (acts[button.dataset.do]) acts[button.dataset.do]();
    } else if (button.dataset.do === "here") {
      begin(row, sound.at());
      settle(row);
      told.textContent = startOf(row).value;
    } else if (button.dataset.do === "play-from") {
      const start = seconds(startOf(row).value);
      if (Number.isNaN(start)) startOf(row).focus();
      else sound.play(start);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.getModifierState("AltGraph")) return;
    const name = { KeyK: "play", KeyJ: "back", KeyH: "add-here" }[event.code];
    if (!name || (name === "add-here" && !player.querySelector("[data-do=add-here]"))) return;
    event.preventDefault();
    player.closest("details").open = true;
    acts[name]();
  });
  form.addEventListener("input", (event) => {
    const row = event.target.closest("ol[data-timed] > .row");
    if (!row) return;
    if (event.target.type === "range") begin(row, Number(event.target.value));
    else if (event.target === startOf(row)) slide(row);
  });
  form.addEventListener("change", (event) => {
    const row = event.target.closest("ol[data-timed] > .row");
    if (row && (event.target.type === "range" || event.target === startOf(row))) settle(row);
  });
  form.addEventListener("added", (event) => {
    if (!timed.includes(event.target)) return;
    equip(event.detail);
    rows.name(event.target);
  });

  // The chapter that is heard.
  const follow = () => {
    for (const list of timed.filter((one) => "byTime" in one.dataset)) {
      const begun = rows.rowsIn(list).filter((one) => seconds(startOf(one).value) <= audio.currentTime + 0.05);
      const last = begun[begun.length - 1];
      for (const row of rows.rowsIn(list)) row.classList.toggle("playing", row === last && (!audio.paused || audio.currentTime > 0));
    }
  };
  for (const name of ["timeupdate", "seeked", "play"]) audio.addEventListener(name, follow);
  const allRows = () => timed.flatMap(rows.rowsIn);
  audio.addEventListener("loadedmetadata", () => allRows().forEach(slide));
  allRows().forEach(equip);
  timed.forEach(rows.name);
  player.querySelector(".tools").hidden = false;
};
