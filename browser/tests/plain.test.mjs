// Without JavaScript every page is links and forms, and they work.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "../house.mjs";
import { browser, PHONE, visitor } from "../visitor.mjs";

let house, chromium, page;

before(async () => {
  house = await House.open();
  chromium = await browser();
  page = await (await visitor(chromium, house, { viewport: PHONE, javaScriptEnabled: false })).newPage();
});

after(async () => {
  await chromium?.close();
  await house?.close();
});

test("a ticket is found, given to somebody, taken back and noted", async () => {
  await page.goto(house.address);
  await page.getByText("More", { exact: true }).click();
  await page.getByRole("navigation", { name: "Main, short" }).getByRole("link", { name: "Board" }).click();
  await page.locator(".slip").first().click();
  await page.getByLabel("Owner").selectOption({ index: 2 });
  await page.getByRole("button", { name: "Assign" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator("details:has(form[action$='/notes']) > summary").click();
  await page.locator("form[action$='/notes'] textarea").fill("Written without a script");
  await page.locator("form[action$='/notes'] button").last().click();
  await page.getByText("Written without a script").waitFor();
});

test("whatever a palette does, its page does", async () => {
  await page.goto(house.address);
  await page.locator(".top-go").click();
  await page.getByRole("searchbox").first().fill("board");
  await page.keyboard.press("Enter");
  await page.locator("main a[href='/board']").click();
  assert.equal(new URL(page.url()).pathname, "/board");
});

test("a day of a task is judged", async () => {
  await page.goto(`${house.address}/tasks`);
  await page.locator("a.cell").first().click();
  await page.getByLabel("Excused").check();
  await page.getByLabel("Why (an excuse needs a reason)").fill("Heavy rain");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator(".lede .excused").waitFor();
});

test("on paper nothing is cut off or folded away", async () => {
  await page.emulateMedia({ media: "print" });
  await page.goto(`${house.address}/tasks`);
  const scrolls = page.locator(".scroll");
  assert.ok((await scrolls.count()) > 0, "there is a table that scrolls on a screen");
  for (const each of await scrolls.all()) {
    assert.equal(await each.evaluate((at) => getComputedStyle(at).overflowX), "visible");
  }
  assert.equal(await page.locator("main form:visible, .rail:visible, .bar:visible").count(), 0);
  await page.emulateMedia({ media: null });
});
