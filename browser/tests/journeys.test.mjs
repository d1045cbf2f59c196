// The ways people go through it, from a phone to the dashboard and back.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brought, CHAT, PHOTO } from "../furnish.mjs";
import { House, until } from "../house.mjs";
import { browser, complaints, PHONE, visitor, watched } from "../visitor.mjs";

const SAID = "can someone check the door block C";

let house, chromium, desk;

before(async () => {
  house = await House.open(brought);
  chromium = await browser();
  desk = await watched(await visitor(chromium, house));
});

after(async () => {
  await chromium?.close();
  await house?.close();
});

const go = (path) => desk.goto(house.address + path);
const who = async (name) => (await house.people()).find((one) => one.name.startsWith(name));

// Somebody's own phone, on the chat with the business.
async function phone(person) {
  const page = await watched(await chromium.newContext({ viewport: PHONE }));
  await page.goto(`${house.phone}/phone/${person.number}/${person.number}`);
  return { page, chat: page.frameLocator("iframe") };
}

test("a report is looked at, given away by link, shown by a photo and confirmed by whoever reported it", async () => {
  const resident = await phone(await who("Nurul"));
  await resident.page.getByLabel("Message").fill(SAID);
  await resident.page.getByRole("button", { name: "Send", exact: true }).click();

  await until("it is heard", async () => (await house.read(`/messages?q=${SAID.replaceAll(" ", "+")}`)).text.includes("Nurul"));
  await go(`/messages?q=${SAID}`);
  await desk.locator("main a.row").first().click();
  await desk.getByRole("link", { name: "Say what it means" }).click();
  await desk.getByLabel("Category").selectOption("access");
  await desk.getByLabel("Priority").selectOption("high");
  await desk.getByRole("button", { name: "Accept", exact: true }).click();
  await desk.getByText("Noted.").waitFor();

  await go(`/tickets?q=${SAID}`);
  await desk.locator("main a.row").first().click();
  const ticket = new URL(desk.url()).pathname;
  await desk.getByLabel("Owner").selectOption({ label: "Angkat Jaya Lifts" });
  await desk.getByRole("button", { name: "Assign" }).click();
  await desk.getByLabel("For", { exact: true }).selectOption({ index: 0 });
  await desk.getByRole("button", { name: "Make a link" }).click();
  const link = await desk.locator("#fresh").inputValue();

  const vendor = await watched(await chromium.newContext({ viewport: PHONE, javaScriptEnabled: false }));
  await vendor.goto(link);
  await vendor.getByRole("button", { name: "Accept" }).click();
  await vendor.getByLabel(/photo/i).first().setInputFiles(PHOTO);
  await vendor.getByLabel("Note").fill("New hinge");
  await vendor.getByRole("button", { name: "Done" }).click();
  await vendor.getByText("Said to be fixed").waitFor();

  await desk.goto(house.address + ticket);
  await desk.getByText("New hinge").waitFor();
  assert.ok((await desk.locator("img[src^='/media/']").count()) > 0, "the photo is on the ticket");
  assert.equal(await desk.locator(".stepper [aria-current=step] .label").textContent(), "Resolved");

  // Nobody is asked at night; Nurul is asked in Malay.
  const asked = () => resident.chat.getByRole("button", { name: "Sahkan siap" });
  await house.letTimePass(60);
  await asked().waitFor({ timeout: 15_000 }).catch(() => house.letTimePass("morning"));
  await asked().click({ timeout: 90_000 });
  await until("the reporter's word is heard", async () => /Verified|Closed/.test(await stage(ticket)));
  assert.deepEqual([desk, vendor, resident.page].flatMap(complaints), []);
});

test("a round that nobody walks is told to whoever leads, and excused", async () => {
  await house.letTimePass(60);
  const day = await until("the round is missed", async () =>
    /Evening round(?:(?!<\/tr>)[^])*?class="cell missed" href="(\/tasks\/[^"]+)"/.exec((await house.read("/tasks")).text)?.[1]);
  await until("whoever leads hears of it", async () => (await house.read("/outbox")).text.includes("Evening round"));
  await go(day);
  await desk.getByLabel("Excused").check();
  await desk.getByLabel("Why (an excuse needs a reason)").fill("Heavy rain");
  await desk.getByRole("button", { name: "Save" }).click();
  await desk.locator(".lede .excused").waitFor();
  await go("/audit");
  await desk.getByText(/: excused/).first().waitFor();
  assert.deepEqual(complaints(desk), []);
});

test("an exported chat is looked into, brought in and reported of", async () => {
  await go("/import");
  await desk.getByLabel("The .zip or .txt file").setInputFiles(CHAT);
  await desk.getByLabel("Time zone of the phone that exported it").fill("Asia/Kuala_Lumpur");
  await desk.getByRole("button", { name: "Look into it" }).click();
  await desk.getByText("nothing is kept yet").waitFor();
  await desk.getByRole("button", { name: /^Import \d+ messages/ }).click();
  await desk.getByRole("link", { name: "See what it tells" }).click({ timeout: 60_000 });
  await desk.getByRole("heading", { level: 1, name: "What your chats already told you" }).waitFor();
  const [number] = await desk.locator(".tiles .tile b").allTextContents();
  await desk.locator(".tiles .tile").first().click();
  await desk.getByRole("heading", { level: 1 }).waitFor();
  assert.match(await desk.locator("main").textContent(), new RegExp(`\\b${number}\\b`));
  assert.deepEqual(complaints(desk), []);
});

async function stage(ticket) {
  return /aria-current="step"[^>]*>\s*<span class="label">([^<]+)/.exec((await house.read(ticket)).text)?.[1] ?? "";
}
