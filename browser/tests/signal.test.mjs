// What a vendor's man says from a basement: it waits for a signal, photos and all, and arrives once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHOTO } from "../furnish.mjs";
import { House, until } from "../house.mjs";
import { browser, PHONE, visitor, watched } from "../visitor.mjs";
import { readFileSync } from "node:fs";

let house, chromium, desk;

before(async () => {
  house = await House.open();
  chromium = await browser();
  desk = await watched(await visitor(chromium, house));
});

after(async () => {
  await chromium?.close();
  await house?.close();
});

const used = new Set();

// A ticket that a vendor has and did not begin, another one each time, and the link to it.
async function given() {
  await desk.goto(`${house.address}/tickets`);
  const rows = await desk.locator("main a.row").evaluateAll((all) => all.map(({ href }) => new URL(href).pathname));
  for (const ticket of rows.filter((row) => !used.has(row))) {
    used.add(ticket);
    await desk.goto(house.address + ticket);
    await desk.getByLabel("Owner", { exact: true }).selectOption({ label: "Angkat Jaya Lifts" });
    await desk.getByRole("button", { name: "Assign" }).click();
    await desk.getByLabel("For", { exact: true }).selectOption({ index: 0 });
    await desk.getByRole("button", { name: "Make a link" }).click();
    const link = await desk.locator("#fresh").inputValue();
    const { text } = await house.read(new URL(link).pathname);
    if (["arrive", "done"].every((move) => text.includes(`name="move" value="${move}"`))) return { ticket, link };
  }
  throw new Error("no ticket of the demonstration is left to be begun");
}

// The photos of a ticket.
async function shown(ticket) {
  const { text } = await house.read(ticket);
  return new Set([...text.matchAll(/\/media\/([0-9a-f]{64})/g)].map(([, digest]) => digest));
}

// Two pictures that are not the same to the byte.
const pictures = () => ["one.png", "two.png"].map((name, nth) => {
  const buffer = Buffer.concat([readFileSync(PHOTO), Buffer.from([nth])]);
  return { name, mimeType: "image/png", buffer };
});

test("photos taken without a signal wait, outlive the page, and arrive once", async () => {
  const { ticket, link } = await given(), before = (await shown(ticket)).size;
  const context = await chromium.newContext({ viewport: PHONE, locale: "en-GB" });
  const phone = await context.newPage();
  await phone.goto(link);
  await phone.evaluate(() => navigator.serviceWorker.ready);
  await until("the page is kept", () => phone.evaluate(async () => (await caches.match(location.pathname)) !== undefined));

  await context.setOffline(true);
  await phone.getByLabel(/photo of the finished/i).setInputFiles(pictures());
  await phone.getByLabel("Note").fill("New door rollers");
  await phone.getByRole("button", { name: "Done" }).click();
  await phone.getByText("2 photos wait for signal").waitFor();

  await phone.reload();
  await phone.getByText("2 photos wait for signal").waitFor();
  assert.ok(!(await house.read(ticket)).text.includes("New door rollers"), "nothing left yet");

  await context.setOffline(false);
  await phone.getByText("Said to be fixed").waitFor();
  const { text } = await house.read(ticket);
  assert.ok(text.includes("New door rollers"));
  assert.equal((await shown(ticket)).size, before + 2, "both photos, each once");
  assert.equal(await phone.getByText("wait for signal").isVisible(), false);
  await context.close();
});

test("what was answered without a word of it arriving is not said twice", async () => {
  const { ticket, link } = await given();
  const context = await chromium.newContext({ viewport: PHONE, locale: "en-GB" });
  const phone = await context.newPage();
  await phone.goto(link);
  // The form arrives, and the answer is lost on the way.
  let posts = 0;
  await context.route("**/moves", async (route) => {
    if (++posts > 1) return route.continue();
    await route.fetch({ maxRedirects: 0 });
    await route.abort();
  });
  await phone.getByText("I can't do it").click();
  await phone.getByLabel("Why?").fill("The key is at the office");
  await phone.locator("details[open]").getByRole("button", { name: "Send" }).click();
  await phone.getByText("Waits for signal").waitFor();
  await phone.evaluate(() => dispatchEvent(new Event("online")));
  await until("it is sent again", async () => posts > 1);
  await phone.getByText("Waits for signal").waitFor({ state: "hidden" });
  const { text } = await house.read(ticket);
  assert.ok(text.includes("The key is at the office"));
  const { text: found } = await house.read("/messages");
  assert.equal(found.match(/The key is at the office/g).length, 1, "one message, however often it was sent");
  await context.close();
});

test("what something on the way refuses waits on, with its photos, and a button pressed twice is one", async () => {
  const { ticket, link } = await given(), before = (await shown(ticket)).size;
  const context = await chromium.newContext({ viewport: PHONE, locale: "en-GB" });
  const phone = await context.newPage();
  await phone.goto(link);
  let status = 429, posts = 0;
  await context.route("**/moves", (route) => {
    posts += 1;
    return status ? route.fulfill({ status, body: "not now" }) : route.continue();
  });
  await phone.getByRole("button", { name: "I am on site" }).click();
  await phone.getByText("Waits for signal").waitFor();
  await phone.getByRole("button", { name: "I am on site" }).click();
  const waits = () => phone.evaluate(() => new Promise((resolve) => {
    indexedDB.open("laksana-passes", 1).onsuccess = ({ target: { result: db } }) => {
      db.transaction("forms").objectStore("forms").count().onsuccess = ({ target }) => (db.close(), resolve(target.result));
    };
  }));
  await phone.getByLabel(/photo of the finished/i).setInputFiles(pictures());
  await phone.getByRole("button", { name: "Done" }).click();
  await phone.getByText("2 photos wait for signal").waitFor();
  assert.equal(await waits(), 2, "on site, once, and done");
  for (status of [413, 404]) {
    const asked = posts;
    await phone.evaluate(() => dispatchEvent(new Event("online")));
    await until("it was tried", async () => posts > asked);
  }
  assert.equal(await waits(), 2, "nothing was thrown away");
  status = 0;
  await phone.evaluate(() => dispatchEvent(new Event("online")));
  await phone.getByText("Said to be fixed").waitFor();
  assert.equal((await shown(ticket)).size, before + 2);
  await context.close();
});

test("what waited for a link that was taken back is said to be lost, and its page is kept no longer", async () => {
  const [over, open] = [await given(), await given()];
  const context = await chromium.newContext({ viewport: PHONE, locale: "en-GB" });
  const phone = await context.newPage();
  await phone.goto(over.link);
  await phone.evaluate(() => navigator.serviceWorker.ready);
  const isKept = () => phone.evaluate(async (link) => (await caches.match(link)) !== undefined, over.link);
  await until("the page is kept", isKept);
  await context.setOffline(true);
  await phone.getByText("I can't do it").click();
  await phone.getByLabel("Why?").fill("No key");
  await phone.locator("details[open]").getByRole("button", { name: "Send" }).click();
  await phone.getByText("Waits for signal").waitFor();
  const { text } = await house.read(over.ticket);
  await house.send(/\/tickets\/[^"]+\/revocation/.exec(text)[0], {});

  // It is another job's page that sends it.
  await phone.goto("about:blank");
  await context.setOffline(false);
  await phone.goto(open.link);
  await phone.getByText("Something you said earlier was not taken").waitFor();
  await until("the page is gone", async () => !(await isKept()));
  await context.close();
});
