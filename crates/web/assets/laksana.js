// What pages do beyond documents and forms: they hear the bell and change where they stand. Everything works without.
(() => {
  "use strict";

  // What rings at once is fetched once, and never more often than this.
  const TOGETHER_MS = 120, APART_MS = 800;
  // Ages and "due in" are rendered by the server; they grow old by the minute.
  const STALE_MS = 60_000;
  // The server beats every 15 s; two beats missed, and the line is dead although nobody said so.
  const BEAT_MS = 40_000;
  const AGAIN_MIN_MS = 500, AGAIN_MAX_MS = 10_000;
  // After so many tries in vain "reconnecting" would be a lie.
  const HOPE = 4;
  // A screen reader is told of news at most this often.
  const NEWS_MS = 10_000;

  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // --- Whether somebody is at work in a part of the page -----------------------------------------------------------

  const isText = (at) => at && at.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=hidden])");

  const isChanged = (field) => {
    if (field.type === "file") return field.files.length > 0;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const first = [...field.options].findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(first, 0);
    }
    return "value" in field && field.type !== "hidden" && field.value !== field.defaultValue;
  };

  // A form somebody began stays as it was when they began, with the state they saw: the server then says if it changed.
  const isBegun = (form) =>
    (form.contains(document.activeElement) && isText(document.activeElement)) || [...form.elements].some(isChanged);

  // --- Changing the page where it stands ------------------------------------------------------------------------

  const keep = {
    beforeNodeMorphed(old, next) {
      if (old.nodeType !== 1) return true;
      if (old.hasAttribute("data-keep") || (old.tagName === "FORM" && isBegun(old))) return false;
      return !old.isEqualNode(next);
    },
    beforeAttributeUpdated: (name, node) => !(name === "open" && (node.tagName === "DETAILS" || node.tagName === "DIALOG")),
    beforeNodeRemoved(node) {
      if (node.nodeType !== 1) return true;
      const forms = node.tagName === "FORM" ? [node] : $$("form", node);
      return !(node.hasAttribute("data-keep") || forms.some(isBegun));
    },
    afterNodeAdded(node) {
      if (node.nodeType === 1 && node.matches("li, article, .slip")) node.classList.add("fresh");
    },
  };

  // What is the same thing keeps its element wherever it moved in its list: rows are named by what they lead to.
  function name(page) {
    const names = new Set($$("[id]", page).map((at) => at.id));
    for (const row of $$("main li:not([id]), main article:not([id])", page)) {
      const link = row.querySelector("a[href]"), list = row.closest("[aria-labelledby], [aria-label]:not(article)");
      const label = list ? list.getAttribute("aria-labelledby") || list.getAttribute("aria-label") : "";
      const id = link && `k ${label} ${link.getAttribute("href")}`;
      if (id && !names.has(id)) names.add((row.id = id));
    }
  }

  let told = "", toldAt = 0;
  function tell() {
    const line = document.querySelector("[data-news]"), place = document.getElementById("news");
    if (!line || !place || line.textContent === told || Date.now() - toldAt < NEWS_MS) return;
    [told, toldAt] = [line.textContent, Date.now()];
    place.textContent = told;
  }

  function morph(text) {
    const next = new DOMParser().parseFromString(text, "text/html");
    if (!next.querySelector("main#main") || !next.body.dataset.at) return false;
    name(document);
    name(next);
    const before = document.activeElement, href = before && before.getAttribute("href");
    for (const part of ["main", ".rail", ".bar", ".top"]) {
      const [old, fresh] = [document.querySelector(part), next.querySelector(part)];
      if (old && fresh) Idiomorph.morph(old, fresh, { ignoreActiveValue: true, callbacks: keep });
    }
    Object.assign(document.body.dataset, next.body.dataset);
    document.title = next.title;
    // Focus is never lost: what had it may have moved elsewhere on the page.
    if (before && before !== document.body && !before.isConnected) {
      const moved = href && $$("main a[href]").find((link) => link.getAttribute("href") === href);
      (moved || document.getElementById("main")).focus({ preventScroll: true });
    }
    say(state);
    tell();
    document.dispatchEvent(new CustomEvent("laksana:morphed"));
    return true;
  }

  let fetching = false, wanted = false, soon = 0, fetchedAt = Date.now();
  async function refresh() {
    if (fetching || document.body.dataset.busy) return void (wanted = true);
    [fetching, wanted, fetchedAt] = [true, false, Date.now()];
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
      // A page that is no page any more, such as the answer to a form, stays as it is.
      if (answer.ok && !answer.redirected) morph(await answer.text());
    } catch {
      reconnect();
    } finally {
      fetching = false;
      if (wanted) refreshSoon();
    }
  }

  function refreshSoon() {
    clearTimeout(soon);
    soon = setTimeout(refresh, Math.max(TOGETHER_MS, fetchedAt + APART_MS - Date.now()));
  }

  // --- Fast hands -------------------------------------------------------------------------------------------------

  // One letter does what a button, a link or a field says that carries it. Never while somebody types.
  const isShown = (at) => at.getClientRects().length > 0;
  document.addEventListener("keydown", (press) => {
    const { key, target } = press;
    if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || press.defaultPrevented) return;
    if (isText(target) || target.isContentEditable || document.querySelector("dialog[open]")) return;
    // Enter is the browser's on whatever has focus.
    if (key === "Enter" && target !== document.body && target.id !== "main") return;
    const at = $$("[data-key]").find((each) => each.dataset.key === key && isShown(each));
    if (!at) return;
    press.preventDefault();
    if (isText(at)) at.focus();
    else at.click();
  });

  // What can be taken back for a moment goes when the moment is over.
  const BRIEF_MS = 10_000;
  const brief = () => $$("[data-brief]").forEach((at) => setTimeout(() => at.contains(document.activeElement) || at.remove(), BRIEF_MS));
  brief();

  // --- The bell ---------------------------------------------------------------------------------------------------

  let state = "", source = null, tries = 0, again = 0, beatAt = Date.now(), seen = document.body.dataset.at;

  function say(next) {
    state = next;
    for (const place of $$(".live")) {
      place.hidden = !state;
      place.dataset.state = state;
      const words = place.dataset[state] || "";
      if (place.textContent !== words) place.textContent = words;
    }
  }

  function hang() {
    if (source) source.close();
    source = null;
    clearTimeout(again);
  }

  function reconnect() {
    hang();
    say(navigator.onLine === false || tries >= HOPE ? "offline" : "reconnecting");
    const pause = Math.min(AGAIN_MAX_MS, AGAIN_MIN_MS * 2 ** tries++);
    again = setTimeout(connect, pause * (0.75 + Math.random() / 2));
  }

  function connect() {
    hang();
    if (document.hidden) return;
    beatAt = Date.now();
    source = new EventSource("/bell?since=" + encodeURIComponent(seen));
    source.addEventListener("open", () => say("live"));
    source.addEventListener("beat", () => (beatAt = Date.now()));
    source.addEventListener("ring", (ring) => {
      [tries, beatAt, seen] = [0, Date.now(), ring.lastEventId];
      const [about, hears] = [ring.data.split(" "), document.body.dataset.bell.split(" ")];
      if (about.includes("all") || about.some((name) => hears.includes(name))) refreshSoon();
    });
    source.addEventListener("error", reconnect);
  }

  if (document.body.dataset.at !== undefined) {
    connect();
    document.addEventListener("visibilitychange", () => (document.hidden ? hang() : connect()));
    addEventListener("online", connect);
    addEventListener("offline", reconnect);
    addEventListener("pagehide", hang);
    addEventListener("pageshow", (shown) => shown.persisted && connect());
    setInterval(() => {
      if (document.hidden) return;
      if (source && Date.now() - beatAt > BEAT_MS) connect();
      if (Date.now() - fetchedAt > STALE_MS) refresh();
    }, 5_000);
  }
})();
