// A page follows the files: when something is new, its live parts are asked for again and put in their places.
"use strict";

(() => {
  const page = document.documentElement;
  let asking = false;
  let again = false;
  let isLeft = false;

  const focused = () => {
    const element = document.activeElement;
    return element && element.closest("[data-live]") ? element.id || element.getAttribute("href") : null;
  };

  const refocus = (name) => {
    if (!name) return;
    const found = document.getElementById(name) || document.querySelector(`[data-live] [href="${CSS.escape(name)}"]`);
    if (found) found.focus({ preventScroll: true });
  };

  const renew = (fresh) => {
    const name = focused();
    for (const part of document.querySelectorAll("[data-live]")) {
      const other = fresh.getElementById(part.id);
      if (other && other.innerHTML !== part.innerHTML) {
        const open = [...part.querySelectorAll("details")].map((one) => one.open);
        part.replaceChildren(...other.childNodes);
        part.querySelectorAll("details").forEach((one, place) => { one.open = open[place] || one.open; });
      }
    }
    document.title = fresh.title;
    page.dataset.version = fresh.documentElement.dataset.version;
    refocus(name);
    document.dispatchEvent(new CustomEvent("renewed"));
  };

  const look = async () => {
    if (isLeft) return;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      do {
        again = false;
        const answer = await fetch(location.href, { headers: { accept: "text/html" } });
        if (answer.ok) renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
      } while (again);
    } catch {
      // The server has ended, or does so now: the page stays as it is.
    } finally {
      asking = false;
    }
  };

  const events = new EventSource(`/events?seen=${page.dataset.version}`);
  events.addEventListener("change", (event) => {
    if (event.data !== page.dataset.version) look();
  });
  const follow = (name, part) => events.addEventListener(name, (event) => {
    const told = JSON.parse(event.data);
    const shown = document.querySelector(`[data-${part}]`);
    if (!shown) return;
    if (shown.dataset[part] !== String(told.step)) {
      look();
      return;
    }
    const bar = document.getElementById("progress");
    if (!bar) return;
    bar.max = told.total || 1;
    bar.value = told.sent;
    document.getElementById("how-far").textContent = told.told;
  });
  follow("publication", "step");
  follow("task", "task");
  // What a form has just dealt with may be gone before its answer comes; it is followed again if no other page does.
  addEventListener("beforeunload", () => {
    isLeft = true;
    setTimeout(() => { isLeft = false; }, 10_000);
  });
  addEventListener("pagehide", () => events.close());
})();
