// Every page, as different people see it: nothing that axe finds, nothing that the browser complains about, nothing to scroll sideways.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { addresses, routes } from "../addresses.mjs";
import { furnished } from "../furnish.mjs";
import { browser, complaints, DESK, NARROW, PHONE, visitor, watched } from "../visitor.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Text twice as large as browsers have it, in pixels.
const LARGE = 32;

// Who looks: a device, how large they read, and what they have set.
const LOOKS = {
  "a desk in light": { viewport: DESK },
  "a phone in dark": { viewport: PHONE, colorScheme: "dark", hasTouch: true, isMobile: true },
  "forced colours": { viewport: DESK, forcedColors: "active" },
  "Arabic on a phone": { viewport: PHONE, locale: "ar", hasTouch: true, isMobile: true },
  "Arabic at a desk in dark": { viewport: DESK, locale: "ar", colorScheme: "dark" },
  "320 px": { viewport: NARROW },
  "text at 200 %": { viewport: PHONE, text: LARGE },
  "Tamil at 320 px": { viewport: NARROW, locale: "ta" },
};

let house, paths, phone;

before(async () => {
  house = await furnished();
  const known = await addresses(house, house.others);
  const unwalked = routes().filter((route) => !known.get(route).length);
  assert.deepEqual(unwalked, [], "no link leads to these, and nothing here asks for them");
  paths = [...known.values()].flat();
  const [guard] = (await house.people()).filter((one) => one.role === "guard");
  phone = [`${house.phone}/phone/${guard.number}/${guard.number}`, `${house.phone}/phone/posts`];
});

after(() => house?.close());

for (const [name, look] of Object.entries(LOOKS)) {
  test(`every page is fine for ${name}`, async () => {
    const { text, ...device } = look;
    const chromium = await browser(text);
    try {
      const context = await visitor(chromium, house, device), wrong = [];
      const page = await watched(context);
      for (const address of [...paths.map((path) => house.address + path), ...phone]) {
        await page.goto(address);
        const found = [...complaints(page), ...(await sideways(page)), ...(await axe(page))];
        wrong.push(...found.map((what) => `${address.replace(house.address, "")}: ${what}`));
      }
      assert.equal(wrong.length, 0, `\n${wrong.join("\n")}\n`);
    } finally {
      await chromium.close();
    }
  });
}

// What axe finds, in words, in the page and whatever it frames.
async function axe(page) {
  const wrong = [];
  for (const frame of page.frames()) {
    await frame.evaluate(AXE);
    const found = await frame.evaluate(() => window.axe.run(document, { iframes: false, resultTypes: ["violations"] }));
    for (const { id, help, nodes } of found.violations) {
      wrong.push(`${id} (${help}): ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
    }
  }
  return wrong;
}

async function sideways(page) {
  const [wide, room, what] = await page.evaluate(() => {
    const root = document.documentElement, room = root.clientWidth;
    const over = [...document.querySelectorAll("main *")].find((at) => at.getBoundingClientRect().right > room + 1
      && !at.closest(".scroll, .segments, .hidden, .board, pre"));
    return [root.scrollWidth, room, over ? over.outerHTML.slice(0, 120) : ""];
  });
  return wide > room ? [`${wide} px wide where there are ${room}: ${what}`] : [];
}
