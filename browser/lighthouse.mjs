// What Lighthouse says of the pages one works on. Outside CI, since its marks depend on the machine; it wants
// `npm install --no-save lighthouse@13.5.0` and a release build in BROWSER_PROGRAM.
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { addresses } from "./addresses.mjs";
import { demonstration, House } from "./house.mjs";
import { browser } from "./visitor.mjs";

const LOOKED_AT = ["/", "/triage", "/board", "/tickets/{ticket}", "/tasks"];
// Marks vary by a few from run to run: the middle one of these counts.
const RUNS = 3;

const { default: lighthouse } = await import("lighthouse");
const folder = (process.env.BROWSER_DEMONSTRATION ??= demonstration());
const house = await House.open(), port = await freePort(), chromium = await browser(16, [`--remote-debugging-port=${port}`]);
try {
  const known = await addresses(house);
  console.log("page, device: performance, accessibility, best practices, largest paint ms, blocked ms, layout shift");
  for (const route of LOOKED_AT) {
    for (const device of ["mobile", "desktop"]) console.log(await marks(known.get(route)[0], device));
  }
} finally {
  await chromium.close();
  await house.close();
  rmSync(folder, { recursive: true, force: true });
}

async function marks(path, device) {
  const isMobile = device === "mobile", runs = [];
  const desk = { formFactor: "desktop", screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1 } };
  const slow = isMobile ? {} : { throttling: { rttMs: 40, throughputKbps: 10240, cpuSlowdownMultiplier: 1 } };
  for (let run = 0; run < RUNS; run++) {
    const settings = {
      port, extraHeaders: { Cookie: house.cookie }, onlyCategories: ["performance", "accessibility", "best-practices"],
      ...(isMobile ? {} : desk), ...slow,
    };
    const { lhr } = await lighthouse(house.address + path, settings);
    const mark = (name) => Math.round(lhr.categories[name].score * 100);
    const value = (name) => Math.round(lhr.audits[name].numericValue * 1000) / 1000;
    const failed = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9).map((audit) => audit.id);
    runs.push([mark("performance"), mark("accessibility"), mark("best-practices"), Math.round(value("largest-contentful-paint")),
      Math.round(value("total-blocking-time")), value("cumulative-layout-shift"), failed.join(" ")]);
  }
  runs.sort((one, other) => one[0] - other[0]);
  return `${path}, ${device}: ${runs[RUNS >> 1].join(", ")}`;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
