// What another person changes appears on an open page, and takes neither focus nor what is being typed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "../house.mjs";
import { browser, complaints, visitor, watched } from "../visitor.mjs";

const WORDS = "Bola lampu putus dekat lobby Block A";
const NOTE = "Half a sentence that is not";

let house, chromium, page;

before(async () => {
  house = await House.open();
  chromium = await browser();
  page = await watched(await visitor(chromium, house));
});

after(async () => {
  await chromium?.close();
  await house?.close();
});

test("a report appears on the list while somebody types into its filter", async () => {
  const resident = (await house.people()).find((one) => one.role === "resident");
  await page.goto(`${house.address}/tickets?order=touch`);
  const field = page.locator("main input[type=search]");
  await field.focus();
  await page.keyboard.type("half a wo");
  await page.locator(".live[data-state=live]:visible").waitFor();
  await house.write(resident.number, WORDS);
  await page.getByText(WORDS).first().waitFor({ timeout: 60_000 });
  await page.keyboard.type("rd");
  assert.equal(await field.inputValue(), "half a word");
  assert.ok(await field.evaluate((at) => at === document.activeElement));
});

test("a ticket moves on under somebody who writes a note, and the note stays", async () => {
  await page.goto(`${house.address}/tickets?q=lampu`);
  await page.getByRole("link", { name: new RegExp(WORDS) }).click();
  const ticket = new URL(page.url()).pathname;
  const note = page.locator("form[action$='/notes'] textarea");
  await page.locator("details:has(form[action$='/notes']) > summary").click();
  await note.fill(NOTE);
  const text = (await house.read(ticket)).text, expected = /name="expected" value="([^"]+)"/.exec(text)[1];
  const assignee = /<option value="(person:[^"]+)"/.exec(text)[1];
  await house.send(`${ticket}/assignment`, { expected, assignee });
  await page.locator(".stepper .now", { hasText: "Assigned" }).waitFor({ timeout: 60_000 });
  assert.equal(await note.inputValue(), NOTE);
  assert.ok(await note.evaluate((at) => at === document.activeElement));
  assert.deepEqual(complaints(page), []);
});

test("what can be taken back stays for its moment under news, and goes for good", async () => {
  await page.goto(`${house.address}/tickets?q=lampu`);
  await page.getByRole("link", { name: new RegExp(WORDS) }).click();
  const ticket = new URL(page.url()).pathname, toast = page.locator(".toast");
  const ring = async (text) => {
    await house.send(`${ticket}/notes`, { text });
    await page.getByText(text).first().waitFor({ timeout: 60_000 });
  };
  await page.getByLabel("Owner").selectOption({ index: 2 });
  await page.getByRole("button", { name: "Assign" }).click();
  await toast.waitFor();
  assert.equal(new URL(page.url()).search, "", "no refresh says it anew");
  await page.locator(".live[data-state=live]:visible").waitFor();
  await ring("The first news");
  assert.equal(await toast.count(), 1, "news take it from nobody");
  await toast.waitFor({ state: "detached", timeout: 20_000 });
  await ring("The second news");
  assert.equal(await toast.count(), 0, "nor bring it back");
  assert.deepEqual(complaints(page), []);
});

test("the message that is looked at in Triage stays when others come", async () => {
  const resident = (await house.people()).find((one) => one.role === "resident");
  await page.goto(`${house.address}/triage`);
  const detail = page.locator(".detail"), count = page.locator(".rail a[href='/triage']");
  const here = await detail.getAttribute("data-here"), waiting = await count.textContent();
  assert.equal(new URL(page.url()).pathname, here);
  await page.locator(".live[data-state=live]:visible").waitFor();
  for (const words of ["that thing again lah, same place", "aiyo how come still like that", "can somebody see to it please"])
    await house.write(resident.number, words);
  await page.waitForFunction(([was]) => document.querySelector(".rail a[href='/triage']").textContent !== was, [waiting]);
  assert.equal(await detail.getAttribute("data-here"), here);
});

test("what answers a form stays, however much comes meanwhile", async () => {
  await page.goto(`${house.address}/directory/lines?of=person`);
  await page.locator("textarea[name=text]").fill("Zainab Newcomer,,guard");
  await page.locator("button[value=look]").click();
  const write = page.locator("button[value=write]");
  await write.waitFor();
  await house.send("/directory/line", { of: "person", person: "Somebody else", role: "guard" });
  await page.waitForTimeout(4_000);
  assert.ok(await write.isVisible());
  assert.equal(await page.locator("textarea[name=text]").inputValue(), "Zainab Newcomer,,guard");
  assert.equal(await page.locator(".live:visible").count(), 0, "it says nothing of being live");
});

test("a page that heard nothing while the program was away catches up by itself", async () => {
  await page.goto(`${house.address}/tickets?order=touch`);
  await page.locator(".live[data-state=live]:visible").waitFor();
  await house.restart();
  const resident = (await house.people()).find((one) => one.role === "resident");
  await house.write(resident.number, "Pagar belakang Block B rosak");
  await page.getByText("Pagar belakang").first().waitFor({ timeout: 120_000 });
  await page.locator(".live[data-state=live]:visible").waitFor();
});

test("whoever was signed out elsewhere is told so", async () => {
  await page.evaluate(() => fetch("/sign-out", { method: "POST" }));
  await page.locator(".live[data-state=ended]:visible", { hasText: "Signed out" }).waitFor({ timeout: 120_000 });
  assert.equal(await page.locator(".live:visible a").getAttribute("href"), "/sign-in?to=%2Ftickets%3Forder%3Dtouch");
});
