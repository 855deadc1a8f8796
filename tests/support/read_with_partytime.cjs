// The feed on standard input, as podcast-partytime reads it: its warnings a line each, then the feed as JSON on the last line.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { parseFeed } = createRequire(`${process.argv[2]}/`)("podcast-partytime");

const feed = parseFeed(readFileSync(0, "utf8"));
console.log(JSON.stringify(feed));
