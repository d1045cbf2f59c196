// Debian's Chromium, looked over the shoulder of: whatever it complains about is a mistake of ours.
import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 640 };

// A browser; `text` is how large its reader set text to be, in pixels.
export function browser(text = 16, more = []) {
  const args = ["--no-sandbox", "--disable-gpu", `--blink-settings=defaultFontSize=${text}`, ...more];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

// Somebody who is signed in, on a device of their own.
export async function visitor(browser, house, device = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: "en-GB", ...device });
  const [name, value] = house.cookie.split("=");
  await context.addCookies([{ name, value, url: house.address }]);
  return context;
}

// A page that remembers what the browser complained about.
export async function watched(context) {
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (said) => said.type() === "error" && page.complaints.push(said.text()));
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  return page;
}

export function complaints(page) {
  return page.complaints.splice(0);
}
