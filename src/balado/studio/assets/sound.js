// A recording that is played beside what is written about it.
"use strict";

// `none` is told where there is no recording. Times are in seconds.
const soundOf = (audio, none) => { // eslint-disable-line no-unused-vars -- transcript.js and times.js call it
  const play = (seconds) => {
    if (!audio) return none();
    if (seconds !== undefined) audio.currentTime = Math.max(0, seconds);
    audio.play().catch(() => audio.focus());
  };
  return {
    play,
    toggle: () => (audio && !audio.paused ? audio.pause() : play(undefined)),
    back: () => audio && (audio.currentTime = Math.max(0, audio.currentTime - 3)),
    at: () => (audio ? audio.currentTime : 0),
  };
};
