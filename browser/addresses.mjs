// Which addresses there are to walk: every link that leads from page to page, a few of each route, and what no link leads to.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./house.mjs";

// Of each route this many: bare, with a question, and one more of another kind.
const OF_ROUTE_MAX = 2;
// Pages asked for before the walk is called endless.
const ASKED_MAX = 400;
// What is answered with something that is no page.
const NO_PAGE = [
  "/bell", "/assets/css/{name}", "/assets/js/{name}", "/media/{digest}", "/media/{digest}/thumb",
  "/v/{token}/media/{digest}", "/r/{token}/media/{digest}", "/h/{token}/{file}", "/tickets/{ticket}/report.pdf",
  "/tickets/{ticket}/proof", "/people/{person}/pack", "/reports/{rhythm}/{day}/{file}",
];

// Every route of the pages that can be looked at.
export function routes() {
  const text = readFileSync(join(ROOT, "crates/web/src/routes.rs"), "utf8");
  const all = [...text.matchAll(/\.route\(\s*"([^"]+)",\s*(get|post)\(/g)];
  return all.filter(([, path, method]) => method === "get" && !NO_PAGE.includes(path)).map(([, path]) => path);
}

export function isPage(path) {
  return !NO_PAGE.some((route) => fits(route, path));
}

function fits(route, path) {
  const pattern = route.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{[^}]+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(path);
}

// The route of a path: the one with the fewest blanks that fits.
export function routeOf(path, all = routes()) {
  const fitting = all.filter((route) => fits(route, path));
  return fitting.sort((one, other) => one.split("{").length - other.split("{").length)[0];
}

// Walks from the first page, and from `others`, wherever links lead.
export async function addresses(house, others = []) {
  const all = routes(), known = new Map(all.map((route) => [route, []])), waiting = ["/", "/sign-in", ...others];
  const seen = new Set(waiting);
  for (let asked = 0; waiting.length && asked < ASKED_MAX; ) {
    const address = waiting.shift(), url = new URL(address, house.address);
    const route = routeOf(url.pathname, all), of_route = known.get(route);
    if (!of_route) continue;
    const isWanted = others.includes(address);
    if (!isWanted && (of_route.length >= OF_ROUTE_MAX || of_route.some((each) => each.includes("?") === address.includes("?")))) continue;
    asked++;
    const page = await house.read(address);
    if (page.status !== 200 || !page.kind.startsWith("text/html")) continue;
    of_route.push(address);
    for (const [, href] of page.text.matchAll(/href="([^"#]*)/g)) {
      const next = new URL(href.replaceAll("&amp;", "&"), url);
      const path = next.pathname + next.search;
      if (next.origin !== url.origin || seen.has(path) || !isPage(next.pathname)) continue;
      seen.add(path);
      waiting.push(path);
    }
  }
  return known;
}
