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
      if (old.matches("[data-tick]:checked")) return false;
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
    if (fetching || hasLeft || document.body.dataset.busy) return void (wanted = true);
    [fetching, wanted, fetchedAt] = [true, false, Date.now()];
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
      // Whoever was signed out elsewhere hears nothing any more, and is told so rather than that nobody answers.
      if (answer.redirected && new URL(answer.url).pathname === "/sign-in") return leave();
      // A page that is no page any more stays as it is.
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
  const GO_MS = 1_500;
  let goAt = 0;

  // Rows and cards, as j and k walk over them; h and l go to the column beside.
  function walk(by) {
    const rows = $$("main a.row, main a.slip, main a.cell").filter(isShown);
    const at = rows.indexOf(document.activeElement);
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
    if (next) next.focus();
    return Boolean(next);
  }

  function stride(by) {
    const here = document.activeElement.closest(".lane");
    const lanes = $$(".lane").filter((lane) => lane.querySelector("a.slip"));
    const next = here ? lanes[lanes.indexOf(here) + by] : lanes[0];
    if (next) next.querySelector("a.slip").focus();
    return Boolean(next);
  }

  // The ways on of the card that has focus; then a digit presses the one into that column.
  function move(key) {
    const card = document.activeElement.closest("[data-card]"), ways = card && card.querySelector("details");
    if (!ways) return false;
    if (key === "m") {
      ways.open = true;
      ways.querySelector("[data-lane]").focus();
      return true;
    }
    const lane = $$(".lane", card.closest(".board"))[Number(key) - 1];
    const way = ways.open && lane && ways.querySelector(`[data-lane="${lane.dataset.lane}"]`);
    if (way) way.click();
    return Boolean(way);
  }

  // Ticks the row or card that has focus.
  function tick() {
    const row = document.activeElement.closest("li"), box = row && row.querySelector("[data-tick]");
    if (box) box.click();
    return Boolean(box);
  }

  // The form for what is ticked says how many there are, and opens with the first: folded again, it stays so.
  function count() {
    const place = document.querySelector("[data-ticked]"), ticked = $$("[data-tick]:checked").length;
    if (place) place.textContent = ticked || "";
    return place && ticked;
  }
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-tick]") && count() === 1 && target.checked) {
      document.querySelector("[data-ticked]").closest("details").open = true;
    }
  });
  document.addEventListener("laksana:morphed", count);
  count();

  function press(key) {
    const at = $$("[data-key]").find((each) => each.dataset.key === key && isShown(each));
    if (Date.now() - goAt < GO_MS) {
      goAt = 0;
      const way = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
      if (way) location.assign(way.href);
      return Boolean(way);
    }
    if (at) {
      if (isText(at)) at.focus();
      else at.click();
      const form = at.tagName === "SUMMARY" && at.parentElement.open && at.parentElement.querySelector("textarea");
      if (form) form.focus();
      return true;
    }
    const field = $$("main input[type=search]").find(isShown);
    switch (key) {
      case "g": return Boolean((goAt = Date.now()));
      case "j": return walk(1);
      case "k": return walk(-1);
      case "h": return stride(-1);
      case "l": return stride(1);
      case "m": case "1": case "2": case "3": case "4": case "5": case "6": return move(key);
      case "x": return tick();
      case "/": return (field ? field.focus() : palette.open(), true);
      case "?": return (help(), true);
      default: return false;
    }
  }

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k" && palette.box) {
      event.preventDefault();
      return palette.open();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (isText(target) || target.isContentEditable || document.querySelector("dialog[open]")) return;
    // Enter is the browser's on whatever has focus.
    if (key === "Enter" && target !== document.body && target.id !== "main") return;
    // A key held down is one press of a button, and many steps through a list.
    if (event.repeat && !"jkhl".includes(key)) return;
    if (press(key)) event.preventDefault();
  });

  // --- The palette ------------------------------------------------------------------------------------------------

  const palette = {
    box: document.getElementById("palette"),
    asking: null,
    soon: 0,
    // The words that the list was made for.
    shown: null,
    options: () => $$("li", palette.box),
    open() {
      if (palette.box.open) return palette.box.close();
      palette.box.showModal();
      palette.field.value = "";
      palette.shown = null;
      palette.ask();
    },
    // What this page itself offers comes first: its buttons that have a key.
    own(words) {
      const offered = $$("main [data-key]").filter((at) => isShown(at) && !isText(at) && at.textContent.trim());
      return offered.filter((at) => at.textContent.toLowerCase().includes(words.toLowerCase()));
    },
    async ask() {
      if (palette.asking) palette.asking.abort();
      palette.asking = new AbortController();
      const words = palette.field.value;
      try {
        const answer = await fetch("/go?bare=yes&at=" + encodeURIComponent(location.pathname) + "&q=" + encodeURIComponent(words), { signal: palette.asking.signal });
        if (answer.ok && !answer.redirected) palette.show(words, await answer.text());
      } catch {
        // Another letter was typed, or nobody answers: the form still leads to the page.
      }
    },
    show(words, text) {
      palette.shown = words;
      const found = new DOMParser().parseFromString(text, "text/html");
      const list = found.getElementById("finds") || found.createElement("ul");
      list.id = "finds";
      list.className = "rows finds";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", palette.box.getAttribute("aria-label"));
      // Nothing that changes something stands first unless it was asked for by name.
      const owned = palette.own(words);
      for (const own of words.trim() ? owned.reverse() : owned) {
        const row = found.createElement("li"), line = found.createElement("span");
        line.className = "row";
        line.textContent = own.textContent.trim();
        row.own = own;
        row.append(line);
        words.trim() ? list.prepend(row) : list.append(row);
      }
      $$("li", list).forEach((row, at) => {
        row.id = "find-" + at;
        row.setAttribute("role", "option");
        $$("a", row).forEach((link) => (link.tabIndex = -1));
      });
      palette.box.querySelector("[data-list]").replaceChildren(...($$("li", list).length ? [list] : found.body.children));
      palette.choose(0);
    },
    choose(at) {
      const options = palette.options();
      const chosen = options[Math.max(0, Math.min(at, options.length - 1))];
      options.forEach((each) => each.setAttribute("aria-selected", String(each === chosen)));
      palette.field.setAttribute("aria-activedescendant", chosen ? chosen.id : "");
      if (chosen) chosen.scrollIntoView({ block: "nearest" });
    },
    take(row) {
      const link = row.querySelector("a");
      palette.box.close();
      if (!link) return row.own.click();
      location.assign(link.href);
      // The same address once more says nothing of itself.
      reveal();
    },
  };

  if (palette.box) {
    palette.field = palette.box.querySelector("input");
    const at = () => palette.options().findIndex((each) => each.getAttribute("aria-selected") === "true");
    palette.field.addEventListener("input", () => {
      clearTimeout(palette.soon);
      palette.soon = setTimeout(palette.ask, 60);
    });
    palette.field.addEventListener("keydown", async (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) palette.choose(at() + by);
      else if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      if (by || event.repeat) return;
      if (palette.shown !== palette.field.value) {
        clearTimeout(palette.soon);
        await palette.ask();
      }
      if (palette.shown === palette.field.value && at() >= 0) palette.take(palette.options()[at()]);
      else palette.field.form.submit();
    });
    palette.box.addEventListener("click", (event) => {
      const row = event.target.closest("li");
      if (event.target === palette.box) palette.box.close();
      else if (row && row.own) palette.take(row);
    });
    document.addEventListener("click", (event) => {
      const way = event.target.closest("[data-palette]");
      if (!way || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      palette.open();
    });
  }

  // An address may name a field: what is folded over it opens, and it has the focus.
  function reveal() {
    const at = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!at) return;
    for (let fold = at.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (isText(at)) at.focus();
  }
  addEventListener("hashchange", reveal);
  reveal();

  // What the keyboard does, from the page that says so.
  async function help() {
    const box = document.getElementById("help"), list = box && box.querySelector("[data-list]");
    if (!box) return;
    box.showModal();
    if (list.childElementCount) return;
    const answer = await fetch("/keys");
    const keys = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("keys");
    if (keys) list.replaceChildren(keys);
  }

  // --- Cards that are dragged -------------------------------------------------------------------------------------

  // Dropping a card presses the button that moves it there; where there is none it does not fall.
  let dragged = null;
  const way = (lane) => dragged && lane && dragged.querySelector(`[data-lane="${lane.dataset.lane}"]`);
  const aim = (lane) => $$(".lane").forEach((each) => each.classList.toggle("aim", each === lane));
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest && event.target.closest("[data-card]");
    if (dragged) document.body.dataset.busy = "dragging";
  });
  document.addEventListener("dragover", (event) => {
    const lane = event.target.closest && event.target.closest(".lane");
    const to = way(lane);
    if (to) event.preventDefault();
    aim(to ? lane : null);
  });
  document.addEventListener("drop", (event) => {
    const to = way(event.target.closest(".lane"));
    if (!to) return;
    event.preventDefault();
    to.click();
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    aim(null);
    delete document.body.dataset.busy;
  });

  // --- Forms that are pressed twice -------------------------------------------------------------------------------

  // The server makes nothing twice; but of two answers a browser keeps the second, which may know less than the first.
  const PRESS_MS = 3_000;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (Date.now() - Number(form.dataset.sent || 0) < PRESS_MS) return event.preventDefault();
    form.dataset.sent = Date.now();
  });

  // --- Drafts -----------------------------------------------------------------------------------------------------

  // What somebody wrote and did not send survives a reload, a crash or the end of their session, on this device, until it is
  // sent, a week is over, they sign out, or somebody else signs in. Only fields that say so: no password, code or address
  // is a draft.
  const DRAFT = "draft ", DRAFT_MS = 7 * 86_400_000, DRAFTS_MAX = 40;
  let kept = null;
  try {
    kept = window.localStorage;
  } catch {
    // A browser may keep nothing; then nothing is kept.
  }

  const drafts = {
    key: (field) => DRAFT + [document.body.dataset.who, new URL(field.form.action).pathname, field.name].join(" "),
    all: () => Object.keys(kept).filter((key) => key.startsWith(DRAFT)),
    read(key) {
      try {
        return JSON.parse(kept.getItem(key)) || {};
      } catch {
        return {};
      }
    },
    write(key, draft) {
      try {
        draft.text ? kept.setItem(key, JSON.stringify(draft)) : kept.removeItem(key);
      } catch {
        // It is full: what is on the page is still there.
      }
    },
    // Where somebody has to sign in, nothing was sent: it waits for whoever wrote it.
    wait() {
      for (const [key, draft] of drafts.all().map((key) => [key, drafts.read(key)])) {
        drafts.write(key, Date.now() - draft.at < DRAFT_MS ? { ...draft, sent: false } : {});
      }
    },
    clear: () => drafts.all().forEach((key) => kept.removeItem(key)),
    // What somebody else wrote here is none of whoever signed in since.
    isTheirs: (key) => key.startsWith(`${DRAFT}${document.body.dataset.who} /`),
    // What was sent is forgotten once the answer led on to another page; refused, or never answered, it is a draft again.
    settle() {
      const [came] = performance.getEntriesByType("navigation");
      const isDone = came && came.redirectCount > 0 && !document.querySelector(".flash[role=alert], .flash [role=alert]");
      const known = drafts.all().map((key) => [key, drafts.read(key)]).sort(([, a], [, b]) => b.at - a.at);
      known.forEach(([key, draft], nth) => {
        const isOver = nth >= DRAFTS_MAX || !drafts.isTheirs(key) || !(Date.now() - draft.at < DRAFT_MS) || (draft.sent && isDone);
        drafts.write(key, isOver ? {} : { ...draft, sent: false });
      });
    },
    fill() {
      for (const field of $$("[data-draft]")) {
        const { text, sent } = drafts.read(drafts.key(field));
        if (!text || sent || field.value || field === document.activeElement) continue;
        field.value = text;
        const fold = field.closest("details");
        if (fold) fold.open = true;
      }
    },
  };

  if (kept && location.pathname.split("/")[1] === "sign-in") drafts.wait();
  if (kept && document.body.dataset.who !== undefined) {
    drafts.settle();
    drafts.fill();
    document.addEventListener("laksana:morphed", drafts.fill);
    document.addEventListener("input", ({ target }) => {
      if (target.matches("[data-draft]")) drafts.write(drafts.key(target), { text: target.value, at: Date.now() });
    });
    document.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (new URL(event.target.action).pathname === "/sign-out") return drafts.clear();
      for (const field of $$("[data-draft]", event.target)) {
        drafts.write(drafts.key(field), { text: field.value, at: Date.now(), sent: true });
      }
    });
  }

  // What can be taken back for a moment goes when the moment is over.
  const BRIEF_MS = 10_000;
  const end = (at) => {
    // Whoever is on it may still press it.
    if (!at.contains(document.activeElement)) return at.remove();
    at.addEventListener("focusout", () => at.remove(), { once: true });
  };
  $$("[data-brief]").forEach((at) => setTimeout(() => end(at), BRIEF_MS));
  // What a form did is said once: the address without it is what is loaded again, so that no refresh says it anew.
  const SAID = ["undo", "of", "said", "until", "answer", "merged", "entry", "written", "did"];
  const asked = new URLSearchParams(location.search);
  if ($$(".toast").length && SAID.some((name) => asked.has(name))) {
    SAID.forEach((name) => asked.delete(name));
    history.replaceState(null, "", location.pathname + (asked.size ? `?${asked}` : "") + location.hash);
  }

  // What is looked at without having been asked for is asked for from now on, lest news put something else in its place.
  const here = document.querySelector("[data-here]");
  if (here && isShown(here)) history.replaceState(null, "", here.dataset.here + location.search + location.hash);

  // --- The bell ---------------------------------------------------------------------------------------------------

  // Whoever signs in again comes back here.
  const DOOR = "/sign-in?to=";
  let state = "", source = null, tries = 0, again = 0, beatAt = Date.now(), seen = document.body.dataset.at;

  function say(next) {
    state = next;
    for (const place of $$(".live")) {
      place.hidden = !state;
      place.dataset.state = state;
      const words = place.dataset[state] || "";
      if (place.textContent === words) continue;
      place.textContent = words;
      if (state === "ended") place.replaceChildren(Object.assign(document.createElement("a"), { href: DOOR + encodeURIComponent(location.pathname + location.search), textContent: words }));
    }
  }

  // Nothing is heard any more until somebody signs in; what stands on the page may still be read.
  let hasLeft = false;
  function leave() {
    hasLeft = true;
    hang();
    say("ended");
  }

  function hang() {
    if (source) source.close();
    source = null;
    clearTimeout(again);
  }

  function reconnect() {
    if (hasLeft) return;
    hang();
    say(navigator.onLine === false || tries >= HOPE ? "offline" : "reconnecting");
    const pause = Math.min(AGAIN_MAX_MS, AGAIN_MIN_MS * 2 ** tries++);
    again = setTimeout(connect, pause * (0.75 + Math.random() / 2));
  }

  function connect() {
    hang();
    if (document.hidden || hasLeft) return;
    beatAt = Date.now();
    source = new EventSource("/bell?since=" + encodeURIComponent(seen));
    source.addEventListener("open", () => say("live"));
    source.addEventListener("beat", () => (beatAt = Date.now()));
    source.addEventListener("ring", (ring) => {
      [tries, beatAt, seen] = [0, Date.now(), ring.lastEventId];
      const [about, hears] = [ring.data.split(" "), document.body.dataset.bell.split(" ")];
      if (about.includes("all") || about.some((name) => hears.includes(name))) refreshSoon();
    });
    source.addEventListener("error", async () => {
      reconnect();
      // The bell only says that it does not ring. Whoever was signed out is led to the door by any page.
      const answer = await fetch("/bell", { method: "HEAD", cache: "no-store" }).catch(() => null);
      if (answer && answer.redirected) leave();
    });
  }

  // What answers a form is shown once, such as a link with its secret or the preview of a list: its address is that of
  // another page, or of none. It stays as it is until somebody goes on.
  if (document.body.dataset.at !== undefined && document.body.dataset.answer === undefined) {
    connect();
    document.addEventListener("visibilitychange", () => (document.hidden ? hang() : connect()));
    addEventListener("online", connect);
    addEventListener("offline", reconnect);
    addEventListener("pagehide", hang);
    addEventListener("pageshow", (shown) => shown.persisted && connect());
    setInterval(() => {
      if (document.hidden || hasLeft) return;
      if (source && Date.now() - beatAt > BEAT_MS) connect();
      if (Date.now() - fetchedAt > STALE_MS) refresh();
    }, 5_000);
  }
})();
