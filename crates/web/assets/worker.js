// Keeps the pages of passes that were opened here, with what they look like, for when there is no signal.
const KEPT = "laksana-passes-1";
// A page that cannot be asked for anew is kept for two weeks.
const KEPT_MS = 14 * 86_400_000;

// A page of a pass, and not its photos or what is sent from it.
const isPage = (url) => /^\/v\/[^/]+$/.test(url.pathname) && url.pathname !== "/v/worker.js";
const isLook = (url) => url.pathname.startsWith("/assets/");

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !(isPage(url) || isLook(url))) return;
  const answer = answered(event.request);
  event.respondWith(answer);
  if (isPage(url)) event.waitUntil(answer.then(() => sweep(url.href), () => {}));
});

// What the server says, which is kept; what was kept, where nothing answers. What is over is kept no longer.
async function answered(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    await settle(kept, request, answer);
    return answer;
  } catch (error) {
    const known = await kept.match(request);
    if (known) return known;
    throw error;
  }
}

// What opens is kept as it is now, and what opens nothing any more goes. Anything else may be of the way, as a proxy.
async function settle(kept, request, answer) {
  if (answer.ok) await kept.put(request, answer.clone());
  else if (answer.status === 404 || answer.status === 410) await kept.delete(request);
}

// Asks anew for the pages of other links that are kept, so that none outlives its link until just its address is opened.
async function sweep(opened) {
  const kept = await caches.open(KEPT);
  for (const request of await kept.keys()) {
    if (request.url === opened || !isPage(new URL(request.url))) continue;
    const known = await kept.match(request);
    try {
      await settle(kept, request.url, await fetch(request.url));
    } catch {
      const isOld = !(Date.now() - Date.parse(known?.headers.get("date")) < KEPT_MS);
      if (isOld) await kept.delete(request);
    }
  }
}
