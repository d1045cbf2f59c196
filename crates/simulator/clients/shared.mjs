// What every client is driven with: the address of the simulator, a hook that keeps what it posts, and somebody who writes.
import assert from "node:assert/strict";
import { createServer } from "node:http";

export const [graph, hookPort] = process.argv.slice(2);
export const token = "simulated-token";
export const secret = "simulated-secret";
export const number = "106540352242922";
export const account = "102290129340398";
export const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
// A file of each kind that is sent as one, by its type.
export const files = {
  image: ["image/png", "a.png"],
  video: ["video/mp4", "a.mp4"],
  audio: ["audio/ogg", "a.ogg"],
  document: ["application/pdf", "a.pdf"],
  sticker: ["image/webp", "a.webp"],
};
// Everything else that a phone may let come, as docs/simulator.md lists it.
export const kinds = [
  "contacts", "order", "form", "product", "ad", "poll", "unavailable", "welcome", "call_permission", "call", "saved", "history",
  "error", "novelty",
];

const posts = [];
export const hook = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    posts.push({ raw: Buffer.concat(parts), signature: request.headers["x-hub-signature-256"] });
    response.end();
  });
}).listen(Number(hookPort), "127.0.0.1");

export const changeOf = (post) => JSON.parse(post.raw).entry[0].changes[0];
const value = (post) => changeOf(post).value;

// Waits for a post.
export const until = async (what, find) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = posts.find(find);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what} did not come; ${posts.length} webhooks did`);
};

export const statusOf = (id, word) =>
  until(`${word} of ${id}`, (post) => value(post).statuses?.some((one) => one.id === id && one.status === word));

// The message of somebody that says this.
export const saying = (text) => until(text, (post) => value(post).messages?.some((one) => one.text?.body === text));

// Presses a button of the phone.
export const press = async (path, fields) => {
  const answer = await fetch(`${graph}${path}`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  assert.equal(answer.status, 303, `${path} ${JSON.stringify(fields)}`);
};

// Writes on the phone of somebody.
export const write = async (who, fields, file) => {
  const form = new FormData();
  for (const [name, text] of Object.entries(fields)) form.append(name, text);
  if (file) form.append("file", new Blob([pixel], { type: file[0] }), file[1]);
  const answer = await fetch(`${graph}/phone/${who}/${who}/messages`, { method: "POST", body: form, redirect: "manual" });
  assert.equal(answer.status, 303);
};

export const isTaken = (what, answer) => {
  assert.ok(answer.messages, `${what}: ${JSON.stringify(answer)}`);
  assert.match(answer.messages[0].id, /^wamid\./, what);
  return answer.messages[0].id;
};

export const count = () => posts.length;
export const all = () => [...posts];
