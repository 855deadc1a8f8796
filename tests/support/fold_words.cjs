"use strict";
/* Words as the script of the search folds them, and what it finds: one JSON answer for each JSON line that is asked. */
const vm = require("node:vm");
const fs = require("node:fs");
const readline = require("node:readline");

const inner = fs.readFileSync(process.argv[2], "utf8").replace(/document\.querySelectorAll\([^;]*;/, "asked = { wordsOf, wordListsOf, momentsOf, prepared, preparedPart, find, clock };");
const context = vm.createContext({ asked: null });
vm.runInContext(inner, context);
const { wordsOf, wordListsOf, momentsOf, prepared, preparedPart, find, clock } = context.asked;
const answers = {
  words: (text) => wordsOf(text),
  lists: (written) => wordListsOf(written),
  moments: (written) => momentsOf(written),
  clock: (second) => clock(second),
  find: ({ index, typed }) => find(prepared(index), typed).map(({ page }) => page),
  said: ({ index, typed, parts }) =>
    find(prepared(index), typed, parts.map(preparedPart)).map(({ page, second }) => [page, second ?? null]),
};
readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const [what, asked] = JSON.parse(line);
  process.stdout.write(JSON.stringify(answers[what](asked)) + "\n");
});
