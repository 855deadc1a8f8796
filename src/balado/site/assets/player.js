"use strict";

/* What the pages do beyond what a browser does by itself. Everything here adds: without it all of it can be read,
   played by the browser's own controls, and every time is a link into the recording. */

(() => {
  const root = document.documentElement;
  if (window.self !== window.top && !root.classList.contains("embed")) {
    root.classList.add("framed");
    document.querySelector("p.framed").hidden = false;
    return;
  }

  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  document.body.append(status);

  /* Copying. The clipboard is there in secure contexts only; elsewhere no button is shown. */

  const copy = async (button, text) => {
    await navigator.clipboard.writeText(text);
    status.textContent = button.dataset.done;
    const label = button.textContent;
    if (label === button.dataset.done) return;
    button.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", () => copy(button, document.getElementById(button.dataset.copy).value));
  }

  /* One recording at a time. */

  document.addEventListener(
    "play",
    (event) => {
      for (const media of document.querySelectorAll("audio, video")) if (media !== event.target) media.pause();
    },
    true,
  );

  const player = document.querySelector("[data-player]");
  const audio = player && player.querySelector("audio");

  searchTranscript(document.querySelector("[data-find]"));
  if (audio) {
    root.classList.add("seekable");
    playFrom(player, audio, status, copy);
    markLines(audio);
  }

  /* Times: `62`, `62.5`, `1:02` and `1:02:03`. */

  function secondsIn(hash) {
    const found = /(?:^#|&)t=(?:npt:)?(\d+(?::[0-5]?\d){0,2}(?:\.\d+)?)(?:$|[&,])/.exec(hash);
    return found ? found[1].split(":").reduce((sum, part) => sum * 60 + Number(part), 0) : null;
  }

  function playTime(seconds) {
    const whole = Math.floor(seconds);
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  }

  function playFrom(section, media, said, copied) {
    const controls = section.querySelector("[data-controls]");
    const resume = section.querySelector("[data-resume]");

    const seek = (seconds) => {
      media.currentTime = Math.max(0, seconds);
      media.dispatchEvent(new Event("balado-seek"));
    };
    /* A browser may want a gesture first: then the next press of a key is on the player. */
    const play = () => media.play().catch(() => media.focus());
    const offer = (seconds) => {
      if (!resume) return;
      resume.hidden = false;
      resume.querySelector("span").textContent = playTime(seconds);
      resume.onclick = () => {
        seek(seconds);
        play();
        media.focus();
      };
    };

    document.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const link = event.target.closest("a[href]");
      const line = event.target.closest(".words span[data-t]");
      if (link && link.href.split("#")[0] === media.src && secondsIn(link.hash) !== null) {
        event.preventDefault();
        const seconds = Number(link.dataset.t ?? secondsIn(link.hash));
        history.replaceState(null, "", `#t=${playTime(seconds)}`);
        seek(seconds);
        play();
      } else if (line && getSelection().isCollapsed) {
        seek(Number(line.dataset.t));
        play();
      }
    });

    media.addEventListener("play", () => {
      section.classList.add("started");
      if (resume) resume.hidden = true;
    });

    if (controls) {
      controls.hidden = false;
      for (const button of controls.querySelectorAll("[data-skip]")) {
        button.addEventListener("click", () => seek(media.currentTime + Number(button.dataset.skip)));
      }
      const speed = controls.querySelector("[data-speed]");
      speed.addEventListener("change", () => (media.playbackRate = Number(speed.value)));
      const moment = controls.querySelector("[data-moment]");
      moment.hidden = !navigator.clipboard;
      moment.addEventListener("click", () => {
        copied(moment, `${location.href.split("#")[0]}#t=${playTime(media.currentTime)}`);
      });
      const hint = document.querySelector("[data-hint]");
      if (hint) hint.hidden = false;
    }

    /* Only while something in the player has the focus, so that no key of a screen reader is taken. */
    const keys = {
      k: () => (media.paused ? play() : media.pause()),
      j: () => seek(media.currentTime - 15),
      l: () => seek(media.currentTime + 15),
    };
    section.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input, textarea")) return;
      const act = keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    });

    const shared = secondsIn(location.hash);
    const kept = remember(media);
    if (shared !== null) {
      seek(shared);
      offer(shared);
    } else if (kept) {
      offer(kept);
    }
    window.addEventListener("hashchange", () => {
      const seconds = secondsIn(location.hash);
      if (seconds === null) return;
      seek(seconds);
      play();
    });
  }

  /* Where somebody was is kept on their device and nowhere else. Storage may be refused: then nothing is kept. */

  function remember(media) {
    const key = `balado ${location.pathname}`;
    let storage;
    try {
      storage = window.localStorage;
    } catch {
      return 0;
    }
    let saved = 0;
    const save = () => {
      try {
        storage.setItem(key, String(Math.floor(media.currentTime)));
      } catch {
        saved = Infinity; /* full, or closed to this page: it is not asked again */
      }
    };
    media.addEventListener("timeupdate", () => {
      if (Math.abs(media.currentTime - saved) < 5) return;
      saved = media.currentTime;
      save();
    });
    media.addEventListener("pause", save);
    media.addEventListener("ended", () => storage.removeItem(key));
    return Number(storage.getItem(key)) || 0;
  }

  /* The line that is heard is marked in every transcript, and kept in sight where it was in sight. */

  function markLines(media) {
    const transcripts = [...document.querySelectorAll("[data-transcript]")].map((one) => {
      const lines = [...one.querySelectorAll("span[data-t]")];
      return { lines, times: lines.map((line) => Number(line.dataset.t)), current: null };
    });
    const links = [...document.querySelectorAll(".chapters a[data-t]")];
    transcripts.push({ lines: links, times: links.map((link) => Number(link.dataset.t)), current: null, still: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let moved = -Infinity;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      window.addEventListener(kind, () => (moved = performance.now()), { passive: true });
    }

    const inSight = (element) => {
      const box = element.getBoundingClientRect();
      return box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
    };
    const follow = (before, line) => {
      const resting = performance.now() - moved > 4000 && getSelection().isCollapsed;
      const box = line.getBoundingClientRect();
      if (!resting || !inSight(before) || box.bottom < window.innerHeight * 0.85) return;
      line.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    };
    const mark = () => {
      if (!media.currentTime && media.paused) return;
      for (const transcript of transcripts) {
        const line = transcript.lines[lastBefore(transcript.times, media.currentTime + 0.05)] ?? null;
        const before = transcript.current;
        if (line === before) continue;
        before?.removeAttribute("aria-current");
        line?.setAttribute("aria-current", "true");
        transcript.current = line;
        if (before && line && !transcript.still && !media.paused) follow(before, line);
      }
    };
    media.addEventListener("timeupdate", mark);
    media.addEventListener("balado-seek", mark);
    mark();
  }

  function lastBefore(times, seconds) {
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= seconds) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /* Search within the transcript: without case, without accents, across the lines of a paragraph. */

  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").replace(/\s+/g, " ").toLowerCase();
  }

  function searchTranscript(form) {
    if (!form) return;
    const paragraphs = [...form.parentElement.querySelectorAll(".words p")].map((paragraph) => {
      const spans = [...paragraph.querySelectorAll("span")];
      const lines = spans.length ? spans : [paragraph];
      const starts = [];
      let text = "";
      for (const line of lines) {
        starts.push(text.length);
        text += `${folded(line.textContent)} `;
      }
      return { lines, starts, text };
    });
    const field = form.querySelector("input");
    const count = form.querySelector("output");
    let [matches, at] = [[], -1];

    const show = (index) => {
      matches[at]?.classList.remove("here");
      at = index;
      count.textContent = field.value.trim() ? (at < 0 ? matches.length : `${at + 1} / ${matches.length}`) : "";
      if (at < 0) return;
      matches[at].classList.add("here");
      matches[at].scrollIntoView({ block: "center" });
    };
    form.hidden = false;
    field.addEventListener("input", () => {
      for (const line of form.parentElement.querySelectorAll(".found")) line.classList.remove("found", "here");
      const wanted = folded(field.value.trim());
      matches = wanted ? paragraphs.flatMap((paragraph) => linesWith(paragraph, wanted)) : [];
      show(-1);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (matches.length) show((at + 1) % matches.length);
    });
  }

  /* The line in which each match begins; every line that it touches is made visible. */
  function linesWith({ lines, starts, text }, wanted) {
    const found = [];
    for (let place = text.indexOf(wanted); place >= 0; place = text.indexOf(wanted, place + wanted.length)) {
      const first = lastBefore(starts, place);
      const last = lastBefore(starts, place + wanted.length - 1);
      for (const line of lines.slice(first, last + 1)) line.classList.add("found");
      found.push(lines[first]);
    }
    return found;
  }
})();
