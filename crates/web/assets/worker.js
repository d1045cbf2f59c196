// Keeps the pages of passes that were opened here, with what they look like, for when there is no signal.
const KEPT = "laksana-passes-1";

// A page of a pass, and not its photos or what is sent from it.
const isPage = (url) => /^\/v\/[^/]+$/.test(url.pathname) && url.pathname !== "/v/worker.js";
const isLook = (url) => url.pathname.startsWith("/assets/");

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !(isPage(url) || isLook(url))) return;
  event.respondWith(answered(event.request));
});

// What the server says, which is kept; what was kept, where nothing answers. What is over is kept no longer.
async function answered(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request, answer.clone());
    else if (answer.status < 500) await kept.delete(request);
    return answer;
  } catch (error) {
    const known = await kept.match(request);
    if (known) return known;
    throw error;
  }
}
