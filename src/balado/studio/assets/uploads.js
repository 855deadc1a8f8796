// Files are sent as soon as they are dropped, with how much of them is sent; and a click says what a picture keeps.
"use strict";

(() => {
  const TOLD_PERCENT = 25;

  const setUp = (form) => {
    const input = form.querySelector("input[type=file]");
    const bar = form.querySelector("progress");
    const much = form.querySelector(".how-much");
    const told = form.querySelector(".told");
    const stop = form.querySelector(".stop");
    const send = form.querySelector("button:not(.stop)");
    let request = null;

    const rest = (text) => {
      request = null;
      told.textContent = text;
      form.querySelector(".sending").hidden = true;
      stop.hidden = true;
      send.disabled = false;
    };

    const advance = (event) => {
      const percent = event.total ? Math.floor((event.loaded * 100) / event.total) : 0;
      bar.value = percent;
      much.textContent = `${percent} %`;
      // A screen reader is told now and then: each percent would be all it says.
      const step = Math.floor(percent / TOLD_PERCENT) * TOLD_PERCENT;
      const text = percent === 100 ? form.dataset.looking : step ? `${form.dataset.sending} ${step} %` : form.dataset.sending;
      if (told.textContent !== text) told.textContent = text;
    };

    const ended = () => {
      const { status, responseURL } = request;
      if (status === 200 && new URL(responseURL).pathname !== new URL(form.action).pathname) {
        location.assign(responseURL);
        return;
      }
      const isText = (request.getResponseHeader("content-type") || "").startsWith("text/plain");
      rest(isText && request.responseText.trim() ? request.responseText.trim() : form.dataset.failed);
    };

    const begin = (files) => {
      if (request) return;
      if (!files.length) {
        rest(form.dataset.none);
        return;
      }
      const body = new FormData();
      let bytes = 0;
      for (const file of files) {
        body.append("files", file, file.name);
        bytes += file.size;
      }
      if (bytes >= Number(form.dataset.most)) {
        rest(form.dataset.much);
        return;
      }
      request = new XMLHttpRequest();
      request.upload.addEventListener("progress", advance);
      request.addEventListener("load", ended);
      request.addEventListener("error", () => rest(form.dataset.failed));
      request.addEventListener("abort", () => rest(form.dataset.stopped));
      request.open("POST", form.action);
      form.querySelector(".sending").hidden = false;
      bar.value = 0;
      much.textContent = "0 %";
      told.textContent = form.dataset.sending;
      stop.hidden = false;
      send.disabled = true;
      request.send(body);
    };

    form.querySelector(".drop-here").hidden = false;
    stop.addEventListener("click", () => {
      if (request) request.abort();
      send.focus();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      begin([...input.files]);
    });

    const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      form.classList.add("over");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) form.classList.remove("over");
    });
    addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      form.classList.remove("over");
      const folded = form.closest("details");
      if (folded) folded.open = true;
      const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry && one.webkitGetAsEntry());
      if (entries.some((one) => one && one.isDirectory)) rest(form.dataset.folder);
      else begin([...event.dataTransfer.files]);
    });
  };

  const setUpFocus = (part) => {
    const picture = part.querySelector("img");
    if (!picture) return;
    const number = part.dataset.focus;
    const [x, y] = ["x", "y"].map((axis) => document.getElementById(`${axis}-${number}`));
    const cut = picture.cloneNode();
    cut.className = "cut";
    picture.after(cut);
    // As the workshop cuts: the point in the middle, as far as the edges let it.
    const place = (whole, side, percent) => {
      const start = Math.min(Math.max((whole * percent) / 100 - side / 2, 0), whole - side);
      return whole > side ? (start * 100) / (whole - side) : 50;
    };
    const percentIn = (input) => (input.value === "" ? 50 : Number(input.value));
    const show = () => {
      const [wide, high] = [picture.naturalWidth, picture.naturalHeight];
      const side = Math.min(wide, high);
      cut.style.objectPosition = `${place(wide, side, percentIn(x))}% ${place(high, side, percentIn(y))}%`;
    };
    picture.addEventListener("load", show);
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      x.value = Math.round(((event.clientX - box.left) * 100) / box.width);
      y.value = Math.round(((event.clientY - box.top) * 100) / box.height);
      show();
    });
    for (const one of [x, y]) one.addEventListener("input", show);
    show();
  };

  // One form takes what is dropped anywhere on its page.
  const form = document.querySelector("form.upload");
  if (form) setUp(form);
  document.querySelectorAll("fieldset.focus").forEach(setUpFocus);
})();
