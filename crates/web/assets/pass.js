// Keeps what is said on the page of a pass while there is no signal, photos and all, and sends it once there is.
// Without this script the forms are plain forms.
(() => {
  "use strict";
  // How often what waits is tried again, beside when the phone says that it is back.
  const AGAIN_MS = 20000;
  const note = () => document.querySelector("#waits");
  // As the worker calls what it keeps.
  const KEPT = "laksana-passes-1";
  let isSending = false, isWanted = false;

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

  // What waits of this job, the first first; that of another waits for its own page.
  const waiting = async () => {
    const all = await within("readonly", (forms) => forms.getAll());
    return all.filter(({ action }) => action.startsWith(`${location.pathname}/`)).sort((one, other) => one.at - other.at);
  };

  // Says how much waits, in words that the page brought.
  const tell = (all) => {
    const photos = all.reduce((sum, form) => sum + form.fields.filter(([, value]) => value instanceof Blob).length, 0);
    const line = note();
    if (!line) return;
    line.hidden = all.length === 0;
    line.textContent = photos ? line.dataset.photos.replace("{n}", photos) : line.dataset.words;
  };

  // Sends one; undefined where nothing answered, for there is no signal or nobody is there.
  const send = async ({ action, fields }) => {
    const body = new FormData();
    for (const [name, value] of fields) value instanceof File ? body.append(name, value, value.name) : body.append(name, value);
    try {
      const answer = await fetch(action, { method: "POST", body });
      return answer.status >= 500 ? undefined : answer;
    } catch {
      return undefined;
    }
  };

  // Shows what the server says of a form, as it would have without a script.
  const show = async (answer) => {
    if (answer.redirected) return location.replace(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) return location.reload();
    document.querySelector("main").replaceWith(main);
    scrollTo(0, 0);
  };

  // Sends what waits, the first first, until nothing answers.
  const again = async () => {
    isWanted = true;
    if (isSending) return;
    isSending = true;
    let last;
    try {
      while (isWanted) {
        const [form] = await waiting();
        if (!form) break;
        isWanted = false;
        const answer = await send(form);
        // Whoever wanted it sent meanwhile may have heard that there is a signal.
        if (!answer) continue;
        isWanted = true;
        await within("readwrite", (forms) => forms.delete(form.once));
        last = answer;
      }
      tell(await waiting());
    } finally {
      isSending = false;
    }
    // What stands now is shown, unless somebody is in the middle of saying more.
    const isTyping = [...document.querySelectorAll("textarea, input[type=file]")].some((field) => field.value);
    if (last && !isTyping) await show(last);
  };

  if (!("indexedDB" in window)) return;

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-waits]")) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
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
      await within("readwrite", (forms) => forms.put(said));
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
    await (await caches.open(KEPT)).addAll([location.pathname, ...looks]);
  };
  if (navigator.serviceWorker) keep().catch(() => {});
})();
