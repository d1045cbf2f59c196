// Keeps what is said on the page of a pass while there is no signal, photos and all, and sends it once there is.
// Without this script the forms are plain forms.
(() => {
  "use strict";
  // How often what waits is tried again, beside when the phone says that it is back.
  const AGAIN_MS = 20000;
  // How often what something answered without taking it is tried before others go first.
  const PATIENCE = 5;
  // What says no for good: it goes on no more, it is over, it cannot be read. Anything else may be of the way, as a proxy.
  const REFUSED = [409, 410, 422];
  const note = () => document.querySelector("#waits");
  // As the worker calls what it keeps.
  const KEPT = "laksana-passes-1";
  let isSending = false, isWanted = false, isLeaving = false, isLost = false;
  // What was refused and nobody saw yet, and how often others were tried, by name.
  const refused = new Map(), tries = new Map();

  // The one store of this browser: forms by the name that makes them one however often they are sent.
  const opened = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("laksana-passes", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("forms", { keyPath: "once" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  const within = async (mode, ask) => {
    const db = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const tx = db.transaction("forms", mode), asked = ask(tx.objectStore("forms"));
        tx.oncomplete = () => resolve(asked.result);
        tx.onabort = tx.onerror = () => reject(tx.error);
      });
    } finally {
      db.close();
    }
  };

  // What waits, the first first, also of other jobs: their pages may never be opened again.
  const waiting = async () => (await within("readonly", (forms) => forms.getAll())).sort((one, other) => one.at - other.at);
  const drop = ({ once }) => within("readwrite", (forms) => forms.delete(once));
  const isHere = ({ action }) => action.startsWith(`${location.pathname}/`);

  // Says how much waits and whether something was lost, in words that the page brought.
  const tell = (all) => {
    const photos = all.reduce((sum, form) => sum + form.fields.filter(([, value]) => value instanceof Blob).length, 0);
    const line = note();
    if (!line) return;
    const { words, photos: ofPhotos, lost } = line.dataset;
    const waits = photos ? ofPhotos.replace("{n}", photos) : words;
    line.textContent = [all.length ? waits : "", isLost ? lost : ""].join(" ").trim();
    line.hidden = !line.textContent;
  };

  // Sends one; undefined where nothing answered, for there is no signal or nobody is there.
  const send = async ({ action, fields }) => {
    const body = new FormData();
    for (const [name, value] of fields) value instanceof File ? body.append(name, value, value.name) : body.append(name, value);
    try {
      const answer = await fetch(action, { method: "POST", body });
      const isTaken = answer.redirected && action.startsWith(`${new URL(answer.url).pathname}/`);
      return { isTaken, status: answer.status, page: await answer.text() };
    } catch {
      return undefined;
    }
  };

  const main = ({ page }) => new DOMParser().parseFromString(page, "text/html").querySelector("main");

  // Shows how it stands as the server says, with each refusal on the way to it.
  const show = (last) => {
    const stands = main(last);
    if (!stands) return location.reload();
    for (const answer of refused.values()) {
      const said = answer === last ? null : main(answer);
      if (!said) continue;
      const line = Object.assign(document.createElement("p"), { className: "flash" });
      line.setAttribute("role", "status");
      line.textContent = (said.querySelector(".flash:not(#waits)") ?? said).textContent;
      stands.prepend(line);
    }
    document.querySelector("main").replaceWith(stands);
    scrollTo(0, 0);
  };

  // What stands now is shown, unless somebody is in the middle of saying more. What was refused is kept until it was shown.
  const settle = async (last) => {
    const isTyping = [...document.querySelectorAll("textarea, input[type=file]")].some((field) => field.value);
    if (isTyping || isLeaving) return;
    const stands = last ?? [...refused.values()].at(-1);
    if (!stands) return;
    if (!refused.size) {
      isLeaving = true;
      return location.replace(location.pathname);
    }
    show(stands);
    for (const [once, { status }] of refused) {
      isLost ||= status === 410;
      await drop({ once });
    }
    refused.clear();
  };

  // The one to send next: the first, unless it was tried so often that others go first.
  const next = async () => {
    const late = ({ once }) => Math.floor((tries.get(once) ?? 0) / PATIENCE);
    const left = (await waiting()).filter(({ once }) => !refused.has(once));
    return left.sort((one, other) => late(one) - late(other))[0];
  };

  // Takes in what the server says of one; whether the next may be sent.
  const taken = async (form, answer) => {
    if (answer.isTaken) await drop(form);
    else if (!REFUSED.includes(answer.status)) {
      // Too many in a minute is no fault of this one.
      if (answer.status !== 429) tries.set(form.once, (tries.get(form.once) ?? 0) + 1);
      return false;
    } else if (isHere(form)) refused.set(form.once, answer);
    else {
      isLost = true;
      await drop(form);
    }
    return true;
  };

  // Sends what waits until nothing answers.
  const again = async () => {
    isWanted = true;
    if (isSending || isLeaving) return;
    isSending = true;
    let last;
    try {
      while (isWanted) {
        const form = await next();
        if (!form) break;
        isWanted = false;
        const answer = await send(form);
        // Whoever wanted it sent meanwhile may have heard that there is a signal.
        if (!answer || !(await taken(form, answer))) continue;
        isWanted = true;
        if (isHere(form)) last = answer;
      }
      await settle(last);
      tell(await waiting());
    } finally {
      isSending = false;
    }
  };

  // Whether two say the same: a button pressed twice is one while the first waits. Photos are never the same.
  const isSame = (one, other) => {
    const said = ({ action, fields }) => JSON.stringify([action, fields.filter(([name]) => name !== "once")]);
    return one.fields.every(([, value]) => typeof value === "string") && said(one) === said(other);
  };

  if (!("indexedDB" in window)) return;

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-waits]")) return;
    event.preventDefault();
    // What stands now comes in a moment, and may ask for something else.
    if (isLeaving || form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const data = new FormData(form);
    // This page may be opened again without a signal, and this form sent again with something else in it.
    const once = `${data.get("once")}-${Date.now().toString(36)}`;
    data.set("once", once);
    // No file chosen is an empty one.
    const fields = [...data].filter(([, value]) => !(value instanceof File) || value.size > 0);
    const said = { once, action: form.getAttribute("action"), fields, at: Date.now() };
    try {
      // Kept before it is sent: a phone may let go of a page at any moment.
      const isKnown = (await waiting()).some((one) => isSame(said, one));
      if (!isKnown) await within("readwrite", (forms) => forms.put(said));
    } catch {
      // Nothing can be kept here, as in a private window: the form goes as it would without us.
      return form.submit();
    }
    form.reset();
    form.ariaBusy = null;
    tell(await waiting());
    await again();
  });

  addEventListener("online", again);
  setInterval(again, AGAIN_MS);
  again();
  // The page itself opens again without a signal; what came before the worker did is kept by us.
  const looks = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((look) => look.href ?? look.src);
  const keep = async () => {
    await navigator.serviceWorker.register("/v/worker.js", { scope: "/v/" });
    const kept = await caches.open(KEPT);
    await kept.addAll([location.pathname, ...looks]);
    // The looks of a version that is gone go, too.
    for (const { url } of await kept.keys()) {
      if (new URL(url).pathname.startsWith("/assets/") && !looks.includes(url)) await kept.delete(url);
    }
  };
  if (navigator.serviceWorker) keep().catch(() => {});
})();
