// A transcript beside its sound. Every change goes to the server, which saves it and answers with the lines that are
// others now: only those are touched, however many there are.
"use strict";

(() => {
  const reader = document.getElementById("reader");
  if (!reader) return;
  const list = document.getElementById("captions");
  const audio = reader.querySelector("audio");
  const said = document.getElementById("said");
  const words = JSON.parse(reader.dataset.words);
  const mayChange = Boolean(reader.dataset.csrf);
  const rows = [...list.children];
  const starts = rows.map((row) => Number(row.dataset.start));
  let letters = Boolean(reader.dataset.letters);
  let revision = reader.dataset.revision;
  let version = reader.dataset.version;
  let current = null;
  let playing = null;
  let open = null; // the line that is being edited: { row, form, before }
  let queue = Promise.resolve();

  const tell = (text) => {
    said.textContent = text;
  };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const link = (row) => row.firstElementChild;
  const spoken = (row) => row.querySelector("p");

  /* The line that keys and buttons are about: the only one of the list that Tab stops at. */

  const choose = (row, { focus = false, scroll = true } = {}) => {
    if (!row) return;
    if (current !== row) {
      if (current) {
        current.classList.remove("current");
        current.removeAttribute("aria-current");
        link(current).tabIndex = -1;
      }
      current = row;
      row.classList.add("current");
      row.setAttribute("aria-current", "true");
      link(row).tabIndex = 0;
    }
    if (focus) link(row).focus({ preventScroll: true });
    if (scroll) row.scrollIntoView({ block: "nearest" });
  };

  const heirs = new WeakMap();
  const present = (row) => {
    while (row && !row.isConnected && heirs.get(row)) row = heirs.get(row);
    return row;
  };

  const move = (by) => {
    const row = rows[rows.indexOf(current) + by];
    if (row) choose(row, { focus: true });
  };

  /* The sound. */

  const { play, toggle, back } = soundOf(audio, () => tell(words.no_sound));

  const at = (seconds) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= seconds + 0.05) low = middle + 1;
      else high = middle;
    }
    return rows[low - 1] || null;
  };

  const follow = () => {
    const row = at(audio.currentTime);
    if (row === playing) return;
    if (playing) playing.classList.remove("playing");
    playing = row;
    if (!row) return;
    row.classList.add("playing");
    if (!audio.paused && !open) choose(row);
  };

  const heard = () => {
    const ranges = audio ? Array.from({ length: audio.played.length }, (_, i) => [audio.played.start(i), audio.played.end(i)]) : [];
    return ranges.map(([start, end]) => `${start.toFixed(2)}-${end.toFixed(2)}`).join(" ");
  };

  const keep = async (fields = {}) => {
    if (!mayChange) return;
    try {
      const position = audio ? audio.currentTime : 0;
      const { answer } = await send("/transcripts/progress", { heard: heard(), at: position, ...fields }, true);
      if (answer.counts) left(answer.counts);
    } catch {
      // It is kept the next time.
    }
  };

  if (audio) {
    let last = 0;
    audio.addEventListener("timeupdate", () => {
      follow();
      if (!audio.paused && Math.abs(audio.currentTime - last) > 15) {
        last = audio.currentTime;
        keep();
      }
    });
    audio.addEventListener("seeked", follow);
    audio.addEventListener("play", follow);
    audio.addEventListener("pause", () => keep());
  }

  /* Changes. */

  const send = async (path, fields, keepalive = false) => {
    const body = new URLSearchParams({ csrf: reader.dataset.csrf, file: reader.dataset.file, as: "json", ...fields });
    const response = await fetch(path, { method: "POST", body, keepalive });
    const isJson = (response.headers.get("content-type") || "").startsWith("application/json");
    return { status: response.status, answer: isJson ? await response.json() : { said: await response.text() } };
  };

  const left = (counts) => {
    for (const [name, count] of Object.entries(counts)) {
      const place = document.getElementById(`left-${name}`);
      if (place) place.textContent = count;
    }
    const consent = document.getElementById("unsure-consent");
    if (consent) consent.hidden = !counts.unsure;
  };

  const show = (answer, isOurs) => {
    if (answer.reload) return location.reload();
    if (!answer.splices) return;
    revision = answer.revision;
    const seen = document.querySelector("#accept [name=seen]");
    if (seen) seen.value = revision;
    for (const { at: place, removed, html } of answer.splices) {
      const made = document.createElement("template");
      made.innerHTML = html;
      const added = [...made.content.children];
      for (const row of added) link(row).tabIndex = -1;
      const gone = rows.splice(place, removed, ...added);
      starts.splice(place, removed, ...added.map((row) => Number(row.dataset.start)));
      list.insertBefore(made.content, rows[place + added.length] || null);
      const near = rows[place] || rows[place - 1] || null;
      if (isOurs) gone.forEach((row, number) => heirs.set(row, added[number] || near));
      if (open && gone.includes(open.row)) move_form(near);
      for (const row of gone) row.remove();
      if (gone.includes(playing)) playing = null;
      if (gone.includes(current)) {
        current = null;
        choose(near, { scroll: false });
      }
    }
    if (audio) follow();
    left(answer.counts);
    for (const [name, can] of [["undo", answer.undo], ["redo", answer.redo]]) {
      const button = reader.querySelector(`[data-do=${name}]`);
      if (can) button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    }
  };

  /* One after the other, so that each is made to what the one before left. */
  const change = (fields) => {
    const wasInside = list.contains(document.activeElement) || document.activeElement === document.body;
    queue = queue.then(async () => {
      const { status, answer } = await send("/transcripts/change", { seen: revision, ...fields() });
      show(answer, status === 200);
      tell(answer.said || "");
      if (status === 200 && answer.current) {
        const row = document.getElementById(`c-${answer.current}`);
        if (!open) choose(row, { focus: wasInside && !document.activeElement.closest(".panel") });
      }
      return { status, answer };
    }).catch(() => {
      tell(words.failed);
      return { status: 0, answer: {} };
    });
    return queue;
  };

  /* The line that was meant when a key was pressed, under the key that it has once our changes before are made. What
     others changed meanwhile has another key: then the server refuses, and shows both. */
  const about = (row) => {
    const now = present(row);
    return { key: now.dataset.key, start: now.dataset.start };
  };

  /* A line that is edited. */

  const text = (row) => {
    if (row.dataset.text !== undefined) return row.dataset.text;
    let behind_name = false;
    let found = "";
    for (const node of spoken(row).childNodes) {
      if (node.nodeName === "B") behind_name = true;
      else {
        found += behind_name ? node.textContent.slice(1) : node.textContent;
        behind_name = false;
      }
    }
    return found;
  };

  const edit = async (row) => {
    if (!mayChange || !row || (open && open.row === row)) return;
    if (open && !(await commit())) return;
    const form = document.getElementById("edit-form").content.firstElementChild.cloneNode(true);
    const area = form.querySelector("textarea");
    area.id = "edit-text";
    form.querySelector("label").htmlFor = area.id;
    const before = text(row);
    area.value = before;
    area.rows = Math.max(2, before.split("\n").length);
    open = { row, form, before };
    spoken(row).hidden = true;
    row.append(form);
    choose(row);
    area.focus({ preventScroll: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      commit();
    });
  };

  const close_edit = (focus = true) => {
    if (!open) return;
    const { row, form } = open;
    open = null;
    form.remove();
    spoken(row).hidden = false;
    if (focus) choose(row, { focus: true });
  };

  /* The line that is being edited is another one now: what was written stays in the form, beside a text that is new. */
  const move_form = (row) => {
    if (!row) return;
    const area = open.form.querySelector("textarea");
    const hadFocus = document.activeElement === area;
    const before = open.before;
    open.row = row;
    open.before = text(row);
    spoken(row).hidden = true;
    row.append(open.form);
    if (hadFocus) area.focus({ preventScroll: true });
    if (open.before === before || open.before === area.value) return;
    const both = open.form.querySelector(".both");
    both.hidden = false;
    both.querySelector("span").textContent = open.before;
    tell(filled(words.kept, { mine: area.value, theirs: open.before }));
  };

  /* Gives the line as it is now; nothing where it could not be saved. */
  const commit = async () => {
    if (!open) return current;
    const { row, form, before } = open;
    const value = form.querySelector("textarea").value;
    if (value === before) {
      close_edit();
      return row;
    }
    const key = row.dataset.key;
    const { status, answer } = await change(() => {
      const fields = { do: "text", ...about(row), text: value };
      return text(present(row)) === before ? fields : { ...fields, key };
    });
    if (status !== 200) {
      if (open) open.form.querySelector("textarea").focus();
      return null;
    }
    /* What was saved came back as a new line, and the form went along. */
    if (open) close_edit(false);
    const saved = document.getElementById(`c-${answer.current}`) || row;
    choose(saved, { focus: true });
    return saved;
  };

  const split = async () => {
    if (!open) return tell(words.edit_first);
    const area = open.form.querySelector("textarea");
    const place = [...area.value.slice(0, area.selectionStart)].length;
    const row = await commit();
    if (row) await change(() => ({ do: "split", ...about(row), place }));
  };

  /* Words that may be wrong. */

  const unsure_word = () => document.getElementById("unsure-word");

  const point = (mark) => {
    if (unsure_word()) unsure_word().removeAttribute("id");
    mark.id = "unsure-word";
    choose(mark.closest("li"), { focus: !open });
    tell(filled(words.unsure, { word: mark.textContent }));
  };

  const next_unsure = async () => {
    if (open && !(await commit())) return;
    const marks = list.getElementsByTagName("mark");
    const from = unsure_word() && unsure_word().closest("li") === current ? unsure_word() : null;
    const behind = (mark) => {
      const order = (from || current || list).compareDocumentPosition(mark);
      return from ? order & Node.DOCUMENT_POSITION_FOLLOWING : order & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY);
    };
    let low = 0;
    let high = marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (behind(marks[middle])) high = middle;
      else low = middle + 1;
    }
    if (marks[low]) point(marks[low]);
    else tell(words.no_more);
  };

  const keep_words = async () => {
    const mark = unsure_word();
    const row = current;
    if (!row) return;
    const number = mark && mark.closest("li") === row ? mark.dataset.word : "";
    await change(() => ({ do: "keep", ...about(row), words: number }));
  };

  /* Panels. */

  let voice = 0;
  const panel = (name, isOpen) => {
    const found = document.getElementById(name);
    if (!found) return;
    const shown = isOpen === undefined ? found.hidden : isOpen;
    found.hidden = !shown;
    const button = reader.querySelector(`[aria-controls=${name}]`);
    button.setAttribute("aria-expanded", String(shown));
    const field = found.querySelector("input");
    if (shown) field.focus();
    else if (current) link(current).focus({ preventScroll: true });
    if (shown && name === "speaker") {
      const named = current && current.querySelector(`b[data-voice="${voice}"]`);
      field.value = named ? named.textContent : "";
      field.select();
    }
  };

  const asked = (form) => {
    const fields = Object.fromEntries(new FormData(form));
    return { file: reader.dataset.file, ...fields };
  };

  const find = async (more = {}) => {
    const response = await fetch(`/transcript-found?${new URLSearchParams({ ...asked(document.getElementById("find")), ...more })}`);
    const made = document.createElement("template");
    made.innerHTML = await response.text();
    return made.content;
  };

  const preview = async (kind) => {
    const place = document.getElementById("found");
    place.replaceChildren(await find(kind === "terms" ? { do: "terms" } : {}));
    place.dataset.kind = kind;
    place.focus();
  };

  const find_next = async () => {
    const form = document.getElementById("find");
    const query = asked(form);
    delete query.new;
    const response = await fetch(`/transcript-found?${new URLSearchParams(query)}`);
    const made = document.createElement("template");
    made.innerHTML = await response.text();
    const found = made.content.querySelector(".found");
    const places = found ? found.dataset.keys.split(" ").map((key) => rows.indexOf(document.getElementById(`c-${key}`))) : [];
    const here = rows.indexOf(current);
    const place = places.find((one) => one > here) ?? places[0];
    if (place === undefined) return tell(made.content.querySelector("p").textContent);
    choose(rows[place]);
    tell(`${link(rows[place]).textContent} ${spoken(rows[place]).textContent}`);
  };

  const replace_found = async () => {
    const place = document.getElementById("found");
    const unticked = new Set([...place.querySelectorAll("input:not(:checked)")].map((one) => one.value));
    const keys = place.querySelector(".found").dataset.keys.split(" ").filter((key) => !unticked.has(key)).join(" ");
    const fields = { ...asked(document.getElementById("find")), do: place.dataset.kind, keys };
    const { status } = await change(() => fields);
    if (status === 200) place.replaceChildren();
    else if (status === 409) await preview(place.dataset.kind);
  };

  const join = async () => {
    if (open && !(await commit())) return;
    const row = current;
    const next = rows[rows.indexOf(row) + 1];
    if (!next) return tell(words.last);
    await change(() => ({ do: "join", ...about(row), following: present(next).dataset.key }));
  };

  const acts = {
    play: toggle,
    back,
    unsure: next_unsure,
    keep: keep_words,
    edit: () => edit(current),
    join,
    split,
    speaker: () => {
      voice = 0;
      panel("speaker");
    },
    remove: () => {
      const row = current;
      return row && change(() => ({ do: "remove", ...about(row) }));
    },
    undo: async () => (open ? (await commit()) && change(() => ({ do: "undo" })) : change(() => ({ do: "undo" }))),
    redo: () => change(() => ({ do: "redo" })),
    find: () => panel("find"),
    "find-next": find_next,
    terms: () => preview("terms"),
    "replace-found": replace_found,
    keys: () => panel("keys"),
    "close-edit": () => close_edit(),
  };
  const reading = new Set(["play", "back", "find", "find-next", "keys"]);
  const act = (name) => {
    if (mayChange || reading.has(name)) acts[name]();
  };

  /* Pointer and keys. */

  reader.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const button = event.target.closest("button");
    if (button && button.dataset.do) return act(button.dataset.do);
    if (button && "close" in button.dataset) return panel(button.closest(".panel").id, false);
    const row = event.target.closest("#captions > li");
    if (!row || event.target.closest("form")) return;
    if (event.target.closest("a")) {
      event.preventDefault();
      choose(row, { focus: true });
      play(Number(row.dataset.start));
    } else if (event.target.closest("b") && mayChange) {
      choose(row);
      voice = Number(event.target.closest("b").dataset.voice);
      panel("speaker", true);
    } else if (event.target.closest("p") && getSelection().isCollapsed) {
      edit(row);
    }
  });

  reader.addEventListener("submit", async (event) => {
    if (event.target.id === "speaker") {
      event.preventDefault();
      const { name, scope } = Object.fromEntries(new FormData(event.target));
      const row = current;
      const { status } = await change(() => ({ do: "speaker", ...about(row), name, scope, voice }));
      if (status === 200) panel("speaker", false);
    } else if (event.target.id === "find") {
      event.preventDefault();
      if (mayChange) preview("replace");
      else find_next();
    }
  });

  const keys = {
    k: "play", j: "back", n: "unsure", o: "keep", e: "edit", m: "join", v: "speaker", u: "undo", r: "redo", f: "find",
    "?": "keys", " ": "play",
  };
  const letter = (event) => (/^Key[A-Z]$/.test(event.code) && !/^[a-z?]$/i.test(event.key) ? event.code[3] : event.key).toLowerCase();

  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const isText = target.closest("textarea, input:not([type=checkbox], [type=radio]), select");
    const inList = list.contains(target) || target === document.body || target.closest("main") === target;
    const done = (name) => {
      event.preventDefault();
      act(name);
    };
    if (event.getModifierState("AltGraph") || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      if (target.id === "edit-text" && event.key === "Enter") done("split");
      else if (!isText && event.key.toLowerCase() === "z") done(event.shiftKey ? "redo" : "undo");
      else if (!isText && event.key.toLowerCase() === "y") done("redo");
    } else if (event.altKey) {
      const name = keys[letter(event)];
      if (name && letter(event) !== " ") done(name);
    } else if (target.id === "edit-text") {
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        if (open.form.querySelector(".both").hidden) commit();
        else open.form.querySelector("button").focus(); // over what somebody else wrote nobody writes by mistake
      } else if (event.key === "Escape") done("close-edit");
    } else if (event.key === "Escape" && target.closest(".panel")) {
      panel(target.closest(".panel").id, false);
    } else if (!isText && inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (!isText && inList && event.key === "Delete") {
      done("remove");
    } else if (!isText && letters && !(event.key === " " && target.closest("button, audio, input, label, summary"))) {
      const name = keys[event.key.toLowerCase()];
      if (name) done(name);
    }
  });

  const letter_box = document.getElementById("letters");
  letter_box.addEventListener("change", () => {
    letters = letter_box.checked;
    keep({ letter_keys: letters ? "1" : "0" });
  });

  /* Others who change the file. */

  let accepted = false;
  const look = async () => {
    if (accepted) return;
    const query = new URLSearchParams({ file: reader.dataset.file, since: revision });
    const response = await fetch(`/transcript-changes?${query}`);
    if (response.status === 404) tell(words.gone);
    if (!response.ok) return;
    const answer = await response.json();
    if (answer.revision !== revision) tell(words.changed);
    show(answer, false);
  };
  const events = new EventSource(`/events?seen=${version}`);
  events.addEventListener("change", (event) => {
    if (event.data === version) return;
    version = event.data;
    queue = queue.then(look).catch(() => {});
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "accept") return;
    accepted = true;
    events.close();
  });
  addEventListener("pagehide", () => {
    events.close();
    if (!accepted) keep();
  });
  addEventListener("beforeunload", (event) => {
    if (open && open.form.querySelector("textarea").value !== open.before) event.preventDefault();
  });

  reader.querySelector(".tools").hidden = false;
  for (const row of rows) link(row).tabIndex = -1;
  const begin = Number(reader.dataset.at);
  const wanted = location.hash.startsWith("#c-") ? document.getElementById(location.hash.slice(1)) : null;
  choose(wanted || (begin && at(begin)) || rows[0], { scroll: Boolean(wanted || begin) });
  if (audio && begin) audio.currentTime = begin;
})();
