// Every page as a picture, in light and dark, on a phone and at a desk, in English and Arabic: `node shots.mjs FOLDER`.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { addresses } from "./addresses.mjs";
import { furnished } from "./furnish.mjs";
import { demonstration } from "./house.mjs";
import { browser, DESK, PHONE, visitor } from "./visitor.mjs";

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("say in which folder: node shots.mjs FOLDER");
// Longer pages are cut: what is below looks like what is above.
const HEIGHT_MAX = 2400;
const NAME_MAX = 60;

const made = process.env.BROWSER_DEMONSTRATION ? null : (process.env.BROWSER_DEMONSTRATION = demonstration());
const house = await furnished(), chromium = await browser();
try {
  const known = await addresses(house, house.others);
  const [guard] = (await house.people()).filter((one) => one.role === "guard");
  const paths = [...[...known.values()].map(([first]) => house.address + first), `${house.phone}/phone/${guard.number}/${guard.number}`];
  for (const [device, viewport] of [["phone", PHONE], ["desk", DESK]]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const locale of ["en", "ar"]) {
        const into = join(folder, `${device}-${colorScheme}-${locale}`), touch = device === "phone";
        mkdirSync(into, { recursive: true });
        const context = await visitor(chromium, house, { viewport, colorScheme, locale, hasTouch: touch, isMobile: touch });
        const page = await context.newPage();
        for (const path of paths) {
          await page.goto(path);
          const height = await page.evaluate(() => document.documentElement.scrollHeight);
          const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(Math.max(height, viewport.height), HEIGHT_MAX) };
          await page.screenshot({ path: join(into, `${name(path)}.png`), fullPage: true, clip, animations: "disabled" });
        }
        await context.close();
      }
    }
  }
} finally {
  await chromium.close();
  await house.close();
  if (made) rmSync(made, { recursive: true, force: true });
}

function name(address) {
  const { port, pathname, search } = new URL(address);
  const words = (pathname + search).replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
  return (port === new URL(house.phone).port ? `the-phone` : words || "today").slice(0, NAME_MAX);
}
