// A busy house to walk through: the demonstration in a folder of its own, served with a phone beside it.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
export const PROGRAM = process.env.BROWSER_PROGRAM ?? join(TARGET, "debug", "laksana");
// A slow machine that builds something else beside it.
const START_MS = 120_000;
const SOON_MS = 30_000;
const LOOK_MS = 150;

// Runs the program to its end, in a folder, and returns what it printed.
export function laksana(data, ...words) {
  return execFileSync(PROGRAM, ["--data", data, ...words], { encoding: "utf8" });
}

// Makes the demonstration once, for everybody to copy.
export function demonstration() {
  const data = mkdtempSync(join(tmpdir(), "laksana-browser-"));
  execFileSync(PROGRAM, ["demo", "--folder", join(data, "demo")], { stdio: ["ignore", "inherit", "inherit"] });
  return data;
}

// Asks until it is so; what is never so is an error that says what was waited for.
export async function until(what, ask, patience_ms = SOON_MS) {
  const over = Date.now() + patience_ms;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > over) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

export class House {
  // Serves a copy of the demonstration, once `furnish` brought into its folder what it lacks.
  static async open(furnish = () => {}) {
    const house = new House();
    house.folder = mkdtempSync(join(tmpdir(), "laksana-house-"));
    cpSync(join(process.env.BROWSER_DEMONSTRATION, "demo"), house.folder, { recursive: true });
    furnish(house.folder);
    await house.serve();
    return house;
  }

  async serve(port = 0, phone = 0) {
    const at = ["--listen", `127.0.0.1:${port}`, "--phone", `127.0.0.1:${phone}`];
    const words = ["--data", this.folder, "serve", ...at];
    this.program = spawn(PROGRAM, words, { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    this.program.stdout.on("data", (text) => (printed += text));
    this.address = await until("the program serves", () => printed.includes("ends it.") && /is at (http\S+)/.exec(printed)[1], START_MS);
    this.phone = /The phone, .* is at (\S+)/.exec(printed)[1];
    const [link] = laksana(this.folder, "sign-in").split("\n");
    this.cookie = await signIn(link);
  }

  // One page as it is sent, for whoever has this house.
  async read(path) {
    const answer = await fetch(this.address + path, { headers: { cookie: this.cookie } });
    return { status: answer.status, kind: answer.headers.get("content-type") ?? "", text: await answer.text() };
  }

  // What a form of ours sends; answers where it leads.
  async send(path, fields) {
    const headers = { cookie: this.cookie, "sec-fetch-site": "same-origin" };
    const body = new URLSearchParams(fields);
    const answer = await fetch(this.address + path, { method: "POST", headers, body, redirect: "manual" });
    if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.headers.get("location") ?? (await answer.text());
  }

  // Whoever has a phone, by what they are to the site.
  async people() {
    const text = await (await fetch(this.phone)).text();
    const people = text.matchAll(/href="\/phone\/(\d+)\/\1"[^>]*><b[^>]*>([^<]*)<\/b><small>([^<]*)</g);
    return [...people].map(([, number, name, role]) => ({ number, name, role }));
  }

  // Writes from a phone, with a file where there is one.
  async write(number, text, file, quotes = "") {
    const form = new FormData();
    form.set("text", text);
    form.set("quotes", quotes);
    if (file) form.set("file", file.blob, file.name);
    const path = `${this.phone}/phone/${number}/${number}/messages`;
    const answer = await fetch(path, { method: "POST", body: form, redirect: "manual" });
    if (answer.status >= 400) throw new Error(`the phone answered ${answer.status}`);
  }

  async letTimePass(by) {
    const body = new URLSearchParams({ by, back: "/" });
    await fetch(`${this.phone}/phone/clock`, { method: "POST", body, redirect: "manual" });
  }

  // What somebody's phone shows of the chat with the business.
  async chat(number) {
    return (await fetch(`${this.phone}/phone/${number}/${number}/lines`)).text();
  }

  // Ends the program and serves it anew, at the same addresses.
  async restart() {
    await this.end();
    await this.serve(new URL(this.address).port, new URL(this.phone).port);
  }

  async end() {
    const ended = new Promise((resolve) => this.program.once("exit", resolve));
    this.program.kill("SIGTERM");
    await ended;
  }

  async close() {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function signIn(link) {
  const headers = { "sec-fetch-site": "same-origin" };
  const answer = await fetch(link, { method: "POST", headers, redirect: "manual" });
  const [cookie] = answer.headers.getSetCookie();
  if (!cookie) throw new Error(`the sign-in link answered ${answer.status}`);
  return cookie.split(";")[0];
}
