// What the demonstration lacks, so that every page has something to show: a tour, shifts, an import, photos, voice notes, links.
import { openAsBlob, writeFileSync } from "node:fs";
import { join } from "node:path";
import { House, laksana, ROOT, until } from "./house.mjs";
import { browser, visitor } from "./visitor.mjs";

const ZONE = "Asia/Kuala_Lumpur";
const SITE = "Residensi Meranti Hijau";
export const CHAT = join(ROOT, "examples", "WhatsApp Chat with Green Court Ops.txt");
export const PHOTO = join(ROOT, "crates/web/tests/router/world/photo.png");
const NOTE = join(ROOT, "crates/ear/fixtures/leak.ogg");
const QUARTER_MS = 3_000;
const LEAK = "Pipe burst in Block B bin room, water everywhere please send somebody now";

// The shift changes, and the round is due, half an hour from now by the clocks there.
const clock = (minutes) => new Date(Date.now() + minutes * 60_000).toLocaleTimeString("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const shifts = () => `shifts = [
  { name = "One", from = "${clock(-690)}", until = "${clock(30)}", people = ["Encik Hafizuddin"] },
  { name = "Other", from = "${clock(30)}", until = "${clock(-690)}", people = ["Ah Keong"] },
]`;
const tasks = () => `
[[tasks]]
name = "Handover Meranti"
kind = "handover"
place = "${SITE}"
when = "each shift"
[[tasks]]
name = "Evening round"
kind = "patrol"
assignee = "Ah Keong"
place = "${SITE}"
when = "daily ${clock(30)}"
window_minutes = 15
checkpoints = ["${SITE} / Guard House", "${SITE} / Swimming Pool"]
[[tasks]]
name = "Pool room"
assignee = "Ah Keong"
place = "${SITE} / Swimming Pool"
when = "daily ${clock(30)}"
steps = ["Read the gauge", "Empty the basket", "Wipe the floor"]
[[rotas]]
name = "On call at night"
site = "${SITE}"
people = ["Ah Keong", "Encik Hafizuddin"]
every = "1 week"
from = "2026-01-05 08:00"
`;

// A house in which every page has something to show, with the addresses that no link leads to.
export async function furnished() {
  const house = await House.open(brought), chromium = await browser();
  try {
    house.others = await settle(house, await (await visitor(chromium, house)).newPage());
    return house;
  } catch (error) {
    await house.close();
    throw error;
  } finally {
    await chromium.close();
  }
}

// Before it is served: what is brought by files.
export function brought(data) {
  const file = join(data, "browser.toml");
  const name = `name = "${SITE}"\n`, known = laksana(data, "directory", "show");
  writeFileSync(file, known.replace(name, `${name}${shifts()}\n`) + tasks());
  laksana(data, "directory", "import", file);
}

export const photo = async () => ({ name: "leak.png", blob: await openAsBlob(PHOTO, { type: "image/png" }) });
export const voiceNote = async () => ({ name: "leak.ogg", blob: await openAsBlob(NOTE, { type: "audio/ogg; codecs=opus" }) });

const first = (text, pattern) => pattern.exec(text)?.[1];

// While it is served: what people send, and what members make. Answers addresses that no link leads to.
async function settle(house, page) {
  const resident = (await house.people()).find((one) => one.role === "resident");
  await house.write(resident.number, LEAK, await photo());
  const ticket = await until("the photo is a ticket", async () =>
    /href="(\/tickets\/T-\d+)"/.exec((await house.read("/tickets?q=burst")).text)?.[1]);
  await house.write(resident.number, "", await voiceNote());
  const note = await until("the voice note is heard of", async () => {
    const newest = /class="row[^"]*" href="(\/messages\/[0-9a-f]+)"/.exec((await house.read("/messages")).text)?.[1];
    return newest && (await house.read(newest)).text.includes("<audio") && newest;
  });
  const go = (path) => page.goto(house.address + path);
  await go(ticket);
  await page.locator("#assignee").selectOption({ index: 1 });
  await page.locator("form[action$='/assignment'] button").first().click();
  const links = [];
  for (const of of ["work:", "report:"]) {
    const value = await page.locator(`#holder option[value^="${of}"]`).first().getAttribute("value");
    await page.locator("#holder").selectOption(value);
    await page.locator("form[action$='/passes'] button").click();
    links.push(new URL(await page.locator("#fresh").inputValue()).pathname);
    await go(ticket);
  }
  await go("/handouts");
  await page.locator("#label").fill("Council of owners");
  await page.locator("form[action='/handouts'] button").click();
  links.push(new URL(await page.locator("#fresh").inputValue()).pathname);
  for (const isRead of [false, true]) {
    await go("/import");
    await page.locator("#file").setInputFiles(CHAT);
    await page.locator("#zone").fill(ZONE);
    await page.locator("form[action='/import'] button").click();
    if (isRead) await page.locator("form[action='/import/runs'] button").click();
    links.push(new URL(page.url()).pathname);
  }
  links.push(`${links.at(-1)}/removal`);
  // In steps that a slow machine can follow: what is due within one is then done in time.
  for (let quarter = 0; quarter < 4; quarter++) {
    await house.letTimePass(15);
    await new Promise((resolve) => setTimeout(resolve, QUARTER_MS));
  }
  const day = await until("the round is over", async () =>
    /Evening round(?:(?!<\/tr>)[^])*?class="cell (?!pending)[^"]*" href="(\/tasks\/[^"]+)"/.exec((await house.read("/tasks")).text)?.[1]);
  links.push(day, `/tours/${day.split("/")[2]}/stickers`);
  links.push(await until("the shift has changed", async () =>
    /action="(\/handover\/[^"]+)\/notes"/.exec((await house.read("/handover")).text)?.[1]));
  await house.send("/members", { name: "Farah", role: "supervisor" });
  links.push(new URL(laksana(house.folder, "sign-in").split("\n")[0]).pathname);
  return [ticket, note, ...links, "/members/Farah", `/check/${"0".repeat(64)}/none`];
}
