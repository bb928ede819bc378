// Drives Chromium through the console and the pages of a server under test, as a person would.
//
//   node run.mjs BASE CHROMIUM [SCREENSHOTS]
//
// Fails (exit 1, the reasons on standard error) on any request to another origin, any error in the
// browser's console, any answer of 400 or more that a step did not expect, and any step whose result
// does not show. No other host can be reached: every name but the server's resolves to nothing.
import { chromium } from "playwright-core";
import { mkdtempSync, rmSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [base, executablePath, screenshots] = process.argv.slice(2);
const origin = new URL(base).origin;
const host = new URL(base).hostname.replace(/^\[|\]$/g, "");
const failures = [];
const requests = new Map();
const profile = mkdtempSync(join(tmpdir(), "cuibono-browser-"));
if (screenshots) mkdirSync(screenshots, { recursive: true });

function fail(text) {
  failures.push(text);
  process.stderr.write(`FAIL ${text}\n`);
}

function expect(ok, text) {
  if (!ok) fail(text);
}

const context = await chromium.launchPersistentContext(profile, {
  executablePath,
  headless: true,
  locale: "en-GB",
  viewport: { width: 1280, height: 900 },
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${host}`,
  ],
});
context.setDefaultTimeout(15000);
const page = context.pages()[0] ?? (await context.newPage());

// expected holds the statuses that the current step provokes on purpose.
let expected = [];
context.on("request", (r) => {
  requests.set(r.url(), (requests.get(r.url()) ?? 0) + 1);
  const u = new URL(r.url());
  if (u.protocol !== "data:" && u.origin !== origin) fail(`request to another origin: ${r.url()}`);
});
context.on("requestfailed", (r) => {
  // A download aborts the navigation that led to it.
  if (!/ERR_ABORTED/.test(r.failure()?.errorText ?? "")) fail(`request failed: ${r.url()}: ${r.failure()?.errorText}`);
});
context.on("response", (r) => {
  if (r.status() >= 400 && !expected.includes(r.status())) fail(`${r.status()} for ${r.url()}`);
});
context.on("console", (m) => {
  if (m.type() !== "error" && m.type() !== "warning") return;
  // The browser itself notes each answer of 400 or more.
  if (/status of (\d+)/.test(m.text()) && expected.includes(Number(/status of (\d+)/.exec(m.text())[1]))) return;
  fail(`browser console: ${m.type()}: ${m.text()} (${m.location().url})`);
});
context.on("weberror", (e) => fail(`error in a page: ${e.error()}`));
context.on("dialog", (d) => { fail(`dialog: ${d.message()}`); d.dismiss(); });

async function shot(name) {
  if (screenshots) await page.screenshot({ path: join(screenshots, name + ".png") });
}

async function step(name, run) {
  try {
    await run();
  } catch (e) {
    fail(`${name}: ${e.message}`);
    await shot("failed-" + name.replace(/\W+/g, "-")).catch(() => {});
  }
  expected = [];
}

const item = (label) => page.locator(".mdc-drawer .mdc-list-item", { hasText: new RegExp(`^${label}$`) });
const editor = () => page.locator("main .ed textarea:not([readonly])");
const result = () => page.locator("main .ed textarea[readonly]");
const notice = (text) => page.locator("#notices .notice", { hasText: text });

async function open(label) {
  await item(label).click();
  await editor().waitFor();
}

async function type(text) {
  await editor().click();
  await page.keyboard.press("ControlOrMeta+a");
  await editor().fill(text);
}

async function run() {
  await page.locator(".actions .mdc-button", { hasText: "Run" }).click();
}

async function resultHolds(...words) {
  await page.waitForFunction((words) => {
    const t = document.querySelector("main .ed textarea[readonly]");
    return t && words.every((w) => t.value.includes(w));
  }, words);
}

if (process.env.CUIBONO_LOGIN) await step("log in", async () => {
  await page.goto(base + "/");
  expect(page.url().startsWith(base + "/login"), `shown without logging in: ${page.url()}`);
  await shot("login");
  expected = [401];
  await page.locator('input[name="token"]').fill("not the token of this server");
  await page.locator("main button").click();
  await page.locator(".error").waitFor();
  await page.goto(base + process.env.CUIBONO_LOGIN);
  await page.waitForURL(base + "/");
});

await step("start", async () => {
  await page.goto(base + "/");
  await editor().waitFor();
  expect((await editor().inputValue()) === "g.V().all()", "the editor does not begin with g.V().all()");
  const icon = page.locator(".material-icons").first();
  expect((await icon.getAttribute("data-icon")) === "play_circle_filled", "the icon of the button has no name");
  const mask = await icon.evaluate((e) => getComputedStyle(e, "::before").maskImage);
  expect(/svg/.test(mask), `the icon is not drawn: ${mask}`);
  expect((await icon.evaluate((e) => getComputedStyle(e).fontSize)) === "0px", "the icon's name shows as text");
  await shot("query-empty");
});

await step("query", async () => {
  await type('g.V("<SoftBank>").Out("<invests_in>").All()'.replace("SoftBank", "Northwind"));
  await run();
  await resultHolds('"result"', '"@id": "Sundial"');
  await shot("query");
});

await step("query by keyboard, undo and completion", async () => {
  await type("");
  await page.keyboard.type("g.");
  await page.locator(".ed-hints li", { hasText: "addNamespace" }).waitFor();
  await page.keyboard.type("V");
  await page.locator('.ed-hints li[aria-selected="true"]', { hasText: /^V/ }).first().waitFor();
  await shot("query-completion");
  await page.keyboard.press("Escape");
  await page.keyboard.type('("<Harbour_Fund>").out("<invests_in>").al');
  await page.locator('.ed-hints li[aria-selected="true"]', { hasText: "all" }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.type("()");
  const text = 'g.V("<Harbour_Fund>").out("<invests_in>").all()';
  expect((await editor().inputValue()) === text, `typed ${await editor().inputValue()}`);
  await page.keyboard.press("Control+Enter");
  await resultHolds("Tideway");
  await page.keyboard.type("xyz");
  await page.keyboard.press("Control+z");
  expect(!(await editor().inputValue()).endsWith("xyz"), "undo does nothing");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(/\n {2}$/.test(await editor().inputValue()), "Tab does not indent");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(!(await editor().evaluate((e) => e === document.activeElement)), "Escape then Tab does not leave the editor");
});

await step("query that is wrong", async () => {
  expected = [400];
  await type('g.V("<Northwind>").outt("<invests_in>").all()');
  await run();
  await resultHolds('"error"', "outt");
  await notice("outt").waitFor();
  await shot("query-wrong");
  await type('g.V("<Northwind>"');
  await run();
  await notice("nexpected end of input").waitFor();
});

await step("query that is cut says so", async () => {
  await type("for (var i = 0; i < 10001; i++) g.emit(i)");
  await run();
  await notice("Only the first 10000 results").waitFor();
  await resultHolds('"truncated": true', "9999");
  await shot("query-truncated");
});

await step("query history", async () => {
  await page.locator(".mdc-tab", { hasText: "Query History" }).click();
  await page.locator(".QueryHistory .query", { hasText: "Harbour_Fund" }).first().waitFor();
  expect((await page.locator('.QueryHistory [data-icon="check_circle"]').count()) >= 2, "no icon for success");
  expect((await page.locator('.QueryHistory [data-icon="error"]').count()) >= 2, "no icon for failure");
  await shot("query-history");
  await page.locator(".mdc-tab", { hasText: "Results" }).click();
});

await step("other languages", async () => {
  for (const [value, text, want] of [
    ["graphql", '{ nodes(id: "<Northwind>") { id, invests_in { id } } }', "Sundial"],
    ["mql", '[{"id": "<Northwind>", "<invests_in>": null}]', "Sundial"],
  ]) {
    await page.locator(".actions select").selectOption(value);
    await type(text);
    await run();
    await resultHolds(want);
    await shot("query-" + value);
  }
  await page.locator(".actions select").selectOption("gizmo");
});

await step("query shape", async () => {
  await type('g.V("<Northwind>").Out("<invests_in>").All()');
  await open("Query Shape");
  expect((await editor().inputValue()).includes("Northwind"), "the query is not kept from page to page");
  await run();
  await resultHolds('"nodes"', '"links"', '"pred_node"', "<invests_in>", "<Northwind>");
  await shot("shape");
  expected = [400];
  await type("g.V(");
  await run();
  await notice("nexpected end of input").waitFor();
  await shot("shape-wrong");
});

await step("visualize", async () => {
  await open("Visualize");
  await type('g.V().tag("source").out("<invests_in>").tag("target").all()');
  await run();
  for (const name of ["Northwind", "Harbour_Fund", "Sundial", "Tideway"]) {
    await page.locator(".graph svg text", { hasText: name }).waitFor();
  }
  expect((await page.locator(".graph svg circle").count()) >= 4, "fewer than four nodes");
  expect((await page.locator(".graph svg line").count()) >= 3, "fewer than three links");
  // Every node is within the picture once the simulation has calmed down.
  await page.waitForFunction(() => {
    const svg = document.querySelector(".graph svg").getBoundingClientRect();
    const here = [...document.querySelectorAll(".graph svg circle")].map((c) => Math.round(c.getBoundingClientRect().x)).join();
    const still = window.cuibonoLast === here;
    window.cuibonoLast = here;
    return still && [...document.querySelectorAll(".graph svg circle")].every((c) => {
      const b = c.getBoundingClientRect();
      return b.x >= svg.x && b.right <= svg.right && b.y >= svg.y && b.bottom <= svg.bottom;
    });
  }, null, { polling: 400 });
  await shot("visualize");
  await type('g.V("<Northwind>").all()');
  await run();
  await notice("Nothing to draw").waitFor();
  await type('g.V("<Nobody>").tag("source").out().tag("target").all()');
  await run();
  await notice("Nothing to draw").waitFor();
  await shot("visualize-nothing");
  expected = [400];
  await type("g.V().nonsense()");
  await run();
  await notice("nonsense").waitFor();
  await shot("visualize-wrong");
});

await step("write and read back", async () => {
  await open("Write");
  await type("<Ferrule> <invests_in> <Gantry> <article/by_hand> .");
  await run();
  await notice("Successfully wrote 1 quads.").waitFor();
  await shot("write");
  expected = [400];
  await type("<Ferrule> <invests_in> .");
  await page.keyboard.press("Control+Enter");
  await notice("line 1").waitFor();
  await shot("write-wrong");
  await open("Query");
  await type('g.V("<Ferrule>").out("<invests_in>").all()');
  await run();
  await resultHolds('"@id": "Gantry"');
  await shot("write-read-back");
});

await step("upload a file and delete", async () => {
  await open("Write");
  const log = page.waitForEvent("console", (m) => m.text().includes("Uploaded"));
  await page.locator('input[type="file"]').setInputFiles({
    name: "quads.nq", mimeType: "", buffer: Buffer.from("<Ferrule> <owns> <Anvil> <article/by_hand> .\n"),
  });
  await log;
  await notice("Successfully wrote 1 quads.").waitFor();
  await page.locator(".actions select").selectOption("delete");
  await type("<Ferrule> <owns> <Anvil> <article/by_hand> .\n<Ferrule> <invests_in> <Gantry> <article/by_hand> .");
  await run();
  await notice("Successfully deleted 2 quads.").waitFor();
  await open("Query");
  await type('g.V("<Ferrule>").out().all()');
  await run();
  await resultHolds('"result": []');
});

await step("narrow window", async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await type('g.V("<Northwind>").out("<invests_in>").all()');
  await run();
  await resultHolds("Sundial");
  await shot("narrow-query");
  for (const label of ["Query Shape", "Visualize", "Write"]) {
    await open(label);
    await shot("narrow-" + label.toLowerCase().replace(" ", "-"));
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(!wide, "the console is wider than the window");
  await page.setViewportSize({ width: 1280, height: 900 });
});

await step("pages", async () => {
  await page.goto(base + "/");
  await page.locator(".mdc-drawer .to-pages").click();
  await page.waitForURL("**/ask");
  await page.locator("main").waitFor();
  await shot("ask");
});

if (process.env.CUIBONO_PAGES) await step("answers", async () => {
  for (const [name, path, words] of JSON.parse(process.env.CUIBONO_PAGES)) {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expected = [404, 409, 400];
      await page.goto(base + path);
      const text = await page.locator("body").innerText();
      for (const w of words) expect(text.includes(w), `${path} does not show ${w}: ${text}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(!wide, `${path} is wider than a window of ${width}`);
      if (screenshots) {
        await page.screenshot({ path: join(screenshots, `page-${name}-${width}.png`), fullPage: true });
      }
    }
  }
});

await context.close();
rmSync(profile, { recursive: true, force: true });
if (requests.size < 20) fail(`only ${requests.size} addresses were asked for: the recorder does not work`);
if (failures.length) {
  process.stderr.write(`${failures.length} failures\n`);
  process.exit(1);
}
process.stdout.write(`${requests.size} addresses, all of ${origin}\n`);
