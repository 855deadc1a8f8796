// Lighthouse on each address given, in one headless Chromium: its reports as JSON, one a line.
// node run_lighthouse.mjs NODE_MODULES CHROMIUM CATEGORIES ADDRESS...

import { pathToFileURL } from "node:url";
import { createRequire } from "node:module";

const [modules, chromePath, categories, ...addresses] = process.argv.slice(2);
const found = (name) => import(pathToFileURL(createRequire(`${modules}/`).resolve(name)));
const { default: lighthouse } = await found("lighthouse");
const { launch } = await found("chrome-launcher");

const chrome = await launch({
  chromePath,
  chromeFlags: [
    "--headless=new",
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  ],
});
for (const address of addresses) {
  const { lhr } = await lighthouse(address, {
    port: chrome.port,
    onlyCategories: categories.split(","),
    logLevel: "error",
    disableFullPageScreenshot: true, // nobody looks at it
    throttlingMethod: "provided", // nobody asks how fast it would be elsewhere
  });
  console.log(JSON.stringify({ categories: lhr.categories, audits: lhr.audits, error: lhr.runtimeError ?? null }));
}
chrome.kill();
