// Fast hands: what was written and not sent stays, what was done is taken back, and the palette leads to the field.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "../house.mjs";
import { browser, complaints, visitor, watched } from "../visitor.mjs";

const NOTE = "Half a sentence about the";

let house, chromium, page, ticket;

before(async () => {
  house = await House.open();
  chromium = await browser();
  page = await watched(await visitor(chromium, house));
  await page.goto(`${house.address}/tickets`);
  await page.locator("a.row").first().click();
  ticket = new URL(page.url()).pathname;
});

after(async () => {
  await chromium?.close();
  await house?.close();
});

const note = () => page.locator("form[action$='/notes'] textarea");
const unfold = () => page.locator("details:has(form[action$='/notes'])").evaluate((fold) => (fold.open = true));

test("what was written and not sent survives a reload, and goes once it is sent", async () => {
  await page.goto(house.address + ticket);
  await unfold();
  await note().fill(NOTE);
  await page.reload();
  assert.equal(await note().inputValue(), NOTE);
  assert.ok(await note().isVisible(), "it is not folded away");
  await page.locator("form[action$='/notes'] button").last().click();
  await page.getByText(NOTE).first().waitFor();
  await page.reload();
  assert.equal(await note().inputValue(), "");
  assert.deepEqual(complaints(page), []);
});

test("an act is taken back by one key", async () => {
  await page.goto(house.address + ticket);
  const before = await page.locator("#assignee").inputValue();
  await page.locator("#assignee").selectOption({ index: before === "" ? 2 : 0 });
  await page.getByRole("button", { name: "Assign" }).click();
  await page.locator(".toast").waitFor();
  await page.keyboard.press("z");
  await page.locator(".toast").waitFor({ state: "detached" });
  assert.equal(await page.locator("#assignee").inputValue(), before);
});

test("a link that is shown once stays until one leaves the page", async () => {
  await page.goto(`${house.address}/handouts`);
  await page.locator("#label").fill("Council of owners");
  await page.locator("form[action='/handouts'] button").click();
  await page.locator("#fresh").waitFor();
  const link = await page.locator("#fresh").inputValue();
  // The bell rings of what was made, and more than a second later the page would have been asked for anew.
  await page.waitForTimeout(3_000);
  assert.equal(await page.locator("#fresh").inputValue(), link);
});

test("x ticks the row that has focus, the form for it opens, and news leave the tick and the fold as they are", async () => {
  await page.goto(`${house.address}/tickets?order=touch`);
  await page.locator(".live[data-state=live]:visible").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  const ticked = page.locator("[data-tick]:checked");
  const value = await ticked.getAttribute("value");
  assert.equal(await page.locator("[data-ticked]").textContent(), "1");
  assert.ok(await page.locator("details.together").evaluate((fold) => fold.open));
  await page.locator("details.together summary").click();
  const resident = (await house.people()).find((one) => one.role === "resident");
  await house.write(resident.number, "Lampu tangga Block A padam");
  await page.getByText("Lampu tangga").first().waitFor({ timeout: 60_000 });
  assert.equal(await ticked.getAttribute("value"), value);
  assert.ok(!(await page.locator("details.together").evaluate((fold) => fold.open)), "folded again, it stays so");
  assert.equal(await page.locator("[data-ticked]").textContent(), "1");
  await ticked.focus();
  await page.keyboard.press("x");
  assert.equal(await ticked.count(), 0);
  assert.deepEqual(complaints(page), []);
});

test("the palette leads to the field that a command is about", async () => {
  await page.goto(house.address + ticket);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("merge");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "into");
  assert.deepEqual(complaints(page), []);
});

test("drafts wait for whoever wrote them when their session ends, and go with the next who signs in", async () => {
  const keys = (at) => at.evaluate(() => Object.keys(localStorage));
  const context = await visitor(chromium, house), other = await context.newPage();
  await other.goto(`${house.address}/`);
  await other.evaluate(() => localStorage.setItem("draft somebody /x text", JSON.stringify({ text: "theirs", at: Date.now() })));
  await other.reload();
  assert.deepEqual(await keys(other), []);
  await other.goto(house.address + ticket);
  await other.locator("details:has(form[action$='/notes'])").evaluate((fold) => (fold.open = true));
  await other.locator("form[action$='/notes'] textarea").fill(NOTE);
  assert.equal((await keys(other)).length, 1);
  const cookies = await context.cookies();
  await context.clearCookies();
  await other.locator("form[action$='/notes'] button").last().click();
  await other.waitForURL(/sign-in/);
  assert.equal(new URL(other.url()).searchParams.get("to"), ticket);
  assert.equal((await keys(other)).length, 1);
  await context.addCookies(cookies);
  await other.goto(house.address + ticket);
  assert.equal(await other.locator("form[action$='/notes'] textarea").inputValue(), NOTE);
  await context.close();
});

test("drafts go with whoever signs out", async () => {
  await page.goto(house.address + ticket);
  await unfold();
  await note().fill(NOTE);
  await page.locator("form[action='/sign-out'] button:visible").first().click();
  await page.waitForURL(/sign-in/);
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
});
