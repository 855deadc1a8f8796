/* The search over titles, people, the notes' words, and what is said. It works on a form that the page holds hidden:

   <form data-search="../search.json" data-root="../" hidden role="search" data-at="at {time}"
         data-one="1 result" data-many="{count} results" data-none="…" data-failed="…">
     <label>… <input type="search"></label>
     <label><input type="checkbox" data-said="../search/1.json ../search/2.json"> …</label>
     <p role="status"></p>
     <ul></ul>
   </form>

   The checkbox may be missing: what is said is loaded only for who asks for it, since it is much. The form of the
   files, and how words are folded: the folder `search`. The page of a network searches the episodes of several shows:
   its index has a table of them, and in place of the names of pages what stands behind the beginning of addresses. */
(() => {
  "use strict";

  const LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d" };
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()*+,-./:;<=>?@[]^_{|}~";
  const LAST = 36;
  const BASE = DIGITS.length - LAST;
  const LONGEST_WORD = 30;
  const MOST_SHOWN = 50;
  const QUIET_MS = 400;
  const DAY_MS = 86400000;
  const WEIGHTS = { title: 8, people: 4, words: 1 };

  const wordsOf = (text) => {
    const plain = text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[œæßøłđ]/g, (one) => LETTERS[one]);
    const found = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
    return found.map((word) => [...word.replace(/^(.{3,})s$|^(.{2,}u)x$/u, "$1$2")].slice(0, LONGEST_WORD).join(""));
  };

  const valuesOf = (digits) => {
    const values = [];
    let value = 0, place = 1;
    for (const sign of digits) {
      const digit = DIGITS.indexOf(sign);
      value += place * digit;
      if (digit >= LAST) {
        place *= BASE;
      } else {
        values.push(value);
        value = 0;
        place = 1;
      }
    }
    return values;
  };

  const rowsOf = (written) => {
    const digits = DIGITS.replace(/[\]\\^-]/g, "\\$&");
    const rows = [];
    let word = "";
    for (const [, same, rest, values] of written.matchAll(new RegExp(`([0-9a-z])([^${digits}]*)([${digits}]+)`, "gu"))) {
      word = [...word].slice(0, parseInt(same, 36)).join("") + rest;
      rows.push([word, valuesOf(values)]);
    }
    return rows;
  };

  const numbersOf = (gaps) => {
    let number = -1;
    return gaps.map((gap) => (number += gap + 1));
  };

  const wordListsOf = (written) => rowsOf(written).map(([word, gaps]) => [word, numbersOf(gaps)]);

  const momentsOf = (written) => rowsOf(written).map(([word, values]) => {
    const half = values.length / 2;
    return [word, numbersOf(values.slice(0, half)), values.slice(half)];
  });

  const prepared = (index) => ({
    lists: wordListsOf(index.words),
    episodes: index.episodes.map(([, page, title, day, people, number]) => {
      const [show, start] = index.shows?.[number] ?? [""];
      return {
        page,
        title,
        day,
        show,
        address: start === undefined ? undefined : start + page,
        titleWords: wordsOf(title),
        peopleWords: wordsOf(show).concat(people.flatMap((one) => wordsOf(index.people[one][0]))),
      };
    }),
  });

  const preparedPart = (part) => ({
    pages: part.episodes.map(([, page]) => page),
    moments: momentsOf(part.words),
  });

  /* Whole words count twice as much as beginnings of words. */
  const weigh = (words, term) => (words.includes(term) ? 2 : words.some((word) => word.startsWith(term)) ? 1 : 0);

  const inNotes = (index, term) => {
    const found = new Map();
    for (const [word, numbers] of index.lists) {
      if (!word.startsWith(term)) continue;
      for (const number of numbers) found.set(number, Math.max(found.get(number) ?? 0, word === term ? 2 : 1));
    }
    return found;
  };

  /* By page, the second at which the word itself is said first, or else a word that begins with it. */
  const inSpeech = (parts, term) => {
    const found = new Map();
    for (const { pages, moments } of parts) {
      for (const [word, numbers, seconds] of moments) {
        if (!word.startsWith(term)) continue;
        numbers.forEach((number, at) => {
          const known = found.get(pages[number]);
          const exact = word === term;
          if (!known || (exact && !known.exact) || (exact === known.exact && seconds[at] < known.second)) {
            found.set(pages[number], { exact, second: seconds[at] });
          }
        });
      }
    }
    return found;
  };

  /* Every term must be found in an episode. A result has the second of its longest term that is said. */
  const find = (index, typed, parts = []) => {
    const terms = wordsOf(typed).sort((one, other) => one.length - other.length);
    if (terms.length === 0) return [];
    const results = index.episodes.map((episode, number) => ({ ...episode, number, score: 0, found: 0 }));
    for (const term of terms) {
      const notes = inNotes(index, term), speech = inSpeech(parts, term);
      for (const result of results) {
        const said = speech.get(result.page);
        const score = WEIGHTS.title * weigh(result.titleWords, term) + WEIGHTS.people * weigh(result.peopleWords, term)
          + WEIGHTS.words * Math.max(notes.get(result.number) ?? 0, said ? 1 : 0);
        result.score += score;
        result.found += score > 0;
        if (said) result.second = said.second;
      }
    }
    return results
      .filter((result) => result.found === terms.length)
      .sort((one, other) => other.score - one.score || one.number - other.number);
  };

  const clock = (second) => {
    const parts = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
    const shown = parts[0] ? parts : parts.slice(1);
    return shown.map((part, at) => (at ? String(part).padStart(2, "0") : part)).join(":");
  };

  const linkTo = (address, text) => {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = text;
    return link;
  };

  const shown = (result, { root, at }) => {
    const page = result.address ?? `${root}episodes/${encodeURIComponent(result.page)}.html`;
    const day = new Date(result.day * DAY_MS);
    const time = document.createElement("time");
    time.dateTime = day.toISOString().slice(0, 10);
    time.textContent = day.toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
    const item = document.createElement("li");
    item.append(linkTo(page, result.title), " ", time);
    if (result.show) {
      const show = document.createElement("span");
      show.textContent = result.show;
      item.append(" ", show);
    }
    if (result.second !== undefined) {
      const moment = linkTo(`${page}#t=${result.second}`, at.replace("{time}", clock(result.second)));
      moment.setAttribute("aria-label", `${result.title}, ${moment.textContent}`);
      item.append(" ", moment);
    }
    return item;
  };

  const read = async (address) => {
    const reply = await fetch(address);
    if (!reply.ok) throw new Error(String(reply.status));
    return reply.json();
  };

  const start = (form) => {
    const input = form.querySelector("input[type=search]"), also = form.querySelector("input[data-said]");
    const status = form.querySelector("[role=status]");
    const list = form.querySelector("ul, ol");
    const { search, one, many, none, failed } = form.dataset;
    let index = null, parts = null, timer = 0;

    /* Told when typing has paused: a reader of screens would else speak at each key. */
    const tell = (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = text; }, QUIET_MS);
    };

    const load = () => {
      index ??= read(search).then(prepared);
      if (!also?.checked) return Promise.all([index, []]);
      parts ??= Promise.all(also.dataset.said.split(" ").map(read)).then((all) => all.map(preparedPart));
      return Promise.all([index, parts]);
    };

    const update = async () => {
      const typed = input.value;
      let loaded;
      try {
        loaded = await load();
      } catch {
        index = parts = null; // the next key tries again
        list.replaceChildren();
        tell(failed);
        return;
      }
      if (typed !== input.value) return;
      const results = find(loaded[0], typed, loaded[1]);
      list.replaceChildren(...results.slice(0, MOST_SHOWN).map((result) => shown(result, form.dataset)));
      if (wordsOf(typed).length === 0) tell("");
      else tell(results.length === 0 ? none : results.length === 1 ? one : many.replace("{count}", results.length));
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
    });
    input.addEventListener("input", update);
    also?.addEventListener("change", update);
    form.hidden = false;
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      input.value = asked;
      update();
    }
  };

  document.querySelectorAll("form[data-search]").forEach(start);
})();
