// What a page costs over the wire. Nothing here is timed: a slow machine pays no less.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "../house.mjs";
import { browser, DESK, visitor } from "../visitor.mjs";

const FIRST_PAGE_BYTES = 30 * 1024, SCRIPT_BYTES = 25 * 1024;
const FIRST = ["/", "/triage", "/board", "/tickets", "/tasks"];

let house, chromium;

before(async () => {
  house = await House.open();
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  await house?.close();
});

// What the browser received for a page opened for the first time, by kind.
async function received(path) {
  const context = await visitor(chromium, house, { viewport: DESK }), page = await context.newPage();
  const network = await context.newCDPSession(page), kinds = new Map(), got = {};
  await network.send("Network.enable");
  network.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    got[kind] = (got[kind] ?? 0) + encodedDataLength;
  });
  await page.goto(house.address + path);
  await context.close();
  return got;
}

for (const path of FIRST) {
  test(`${path} fits the budget when it is the first page`, async (t) => {
    const { Document, Stylesheet, Script } = await received(path);
    t.diagnostic(`document ${Document}, style ${Stylesheet}, script ${Script} bytes`);
    assert.ok(Script > 0 && Script < SCRIPT_BYTES, `${Script} bytes of script`);
    assert.ok(Document + Stylesheet + Script < FIRST_PAGE_BYTES, `${Document} + ${Stylesheet} + ${Script} bytes`);
  });
}
