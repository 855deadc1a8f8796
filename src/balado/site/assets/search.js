/* The search over titles, people and the notes' words. It works on a form that the page holds hidden:

   <form data-search="../search.json" data-root="../" hidden role="search"
         data-one="1 result" data-many="{count} results" data-none="…" data-failed="…">
     <label>… <input type="search"></label>
     <p role="status"></p>
     <ul></ul>
   </form>

   The form of the index, and how words are folded: the folder `search`. */
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

  const numbersOf = (gaps) => {
    const numbers = [];
    let number = -1, gap = 0, place = 1;
    for (const sign of gaps) {
      const digit = DIGITS.indexOf(sign);
      gap += place * digit;
      if (digit >= LAST) {
        place *= BASE;
      } else {
        numbers.push(number += gap + 1);
        gap = 0;
        place = 1;
      }
    }
    return numbers;
  };

  const wordListsOf = (written) => {
    const digits = DIGITS.replace(/[\]\\^-]/g, "\\$&");
    const lists = [];
    let word = "";
    for (const [, same, rest, gaps] of written.matchAll(new RegExp(`([0-9a-z])([^${digits}]*)([${digits}]+)`, "gu"))) {
      word = [...word].slice(0, parseInt(same, 36)).join("") + rest;
      lists.push([word, numbersOf(gaps)]);
    }
    return lists;
  };

  const prepared = (index) => ({
    lists: wordListsOf(index.words),
    episodes: index.episodes.map(([, page, title, day, people]) => ({
      page,
      title,
      day,
      titleWords: wordsOf(title),
      peopleWords: people.flatMap((number) => wordsOf(index.people[number][0])),
    })),
  });

  /* Whole words count twice as much as beginnings of words. */
  const weigh = (words, term) => (words.includes(term) ? 2 : words.some((word) => word.startsWith(term)) ? 1 : 0);

  const find = (index, typed) => {
    const terms = wordsOf(typed);
    if (terms.length === 0) return [];
    const scores = index.episodes.map(() => 0);
    const counts = index.episodes.map(() => 0);
    for (const term of terms) {
      const inNotes = index.episodes.map(() => 0);
      for (const [word, numbers] of index.lists) {
        if (!word.startsWith(term)) continue;
        for (const number of numbers) inNotes[number] = Math.max(inNotes[number], word === term ? 2 : 1);
      }
      index.episodes.forEach((episode, number) => {
        const score = WEIGHTS.title * weigh(episode.titleWords, term)
          + WEIGHTS.people * weigh(episode.peopleWords, term) + WEIGHTS.words * inNotes[number];
        scores[number] += score;
        counts[number] += score > 0;
      });
    }
    return [...index.episodes.keys()]
      .filter((number) => counts[number] === terms.length)
      .sort((one, other) => scores[other] - scores[one] || one - other)
      .map((number) => index.episodes[number]);
  };

  const shown = (episode, root) => {
    const link = document.createElement("a");
    link.href = `${root}episodes/${encodeURIComponent(episode.page)}.html`;
    link.textContent = episode.title;
    const day = new Date(episode.day * DAY_MS);
    const time = document.createElement("time");
    time.dateTime = day.toISOString().slice(0, 10);
    time.textContent = day.toLocaleDateString(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
    const item = document.createElement("li");
    item.append(link, " ", time);
    return item;
  };

  const start = (form) => {
    const input = form.querySelector("input"), status = form.querySelector("[role=status]");
    const list = form.querySelector("ul, ol");
    const { search, root, one, many, none, failed } = form.dataset;
    let index = null, timer = 0;

    /* Told when typing has paused: a reader of screens would else speak at each key. */
    const tell = (text) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = text; }, QUIET_MS);
    };

    const load = () => {
      index ??= fetch(search).then((reply) => {
        if (!reply.ok) throw new Error(String(reply.status));
        return reply.json();
      }).then(prepared);
      return index;
    };

    const update = async () => {
      const typed = input.value;
      let loaded;
      try {
        loaded = await load();
      } catch {
        index = null; // the next key tries again
        list.replaceChildren();
        tell(failed);
        return;
      }
      if (typed !== input.value) return;
      const results = find(loaded, typed);
      list.replaceChildren(...results.slice(0, MOST_SHOWN).map((episode) => shown(episode, root)));
      if (wordsOf(typed).length === 0) tell("");
      else tell(results.length === 0 ? none : results.length === 1 ? one : many.replace("{count}", results.length));
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
    });
    input.addEventListener("input", update);
    form.hidden = false;
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      input.value = asked;
      update();
    }
  };

  document.querySelectorAll("form[data-search]").forEach(start);
})();
