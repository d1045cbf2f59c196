// Clients by others drive the simulator, and read the webhooks it posts: node drive.mjs GRAPH HOOK_PORT
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";
import { Client } from "@great-detail/whatsapp";
import { WhatsAppAPI } from "whatsapp-api-js";
import { Text } from "whatsapp-api-js/messages";

const [graph, hookPort] = process.argv.slice(2);
const token = "simulated-token";
const secret = "simulated-secret";
const number = "106540352242922";
const account = "102290129340398";
const aini = "60123456781";
const pixel = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const posts = [];
const hook = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    posts.push({ raw: Buffer.concat(parts), signature: request.headers["x-hub-signature-256"] });
    response.end();
  });
}).listen(Number(hookPort), "127.0.0.1");

const until = async (what, find) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = find();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what} did not come; ${posts.length} webhooks did`);
};

const write = async (fields) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const answer = await fetch(`${graph}/phone/${aini}/${aini}/messages`, { method: "POST", body: form, redirect: "manual" });
  assert.equal(answer.status, 303);
};

const value = (post) => JSON.parse(post.raw).entry[0].changes[0].value;
const statusOf = (id, word) =>
  until(`${word} of ${id}`, () => posts.find((post) => value(post).statuses?.some((one) => one.id === id && one.status === word)));

// Somebody writes, and every client reads it.
await write({ text: "Lift rosak lagi / Blok C é 😀" });
const said = await until("the message", () => posts.find((post) => value(post).messages));
assert.ok(await verifySignature({ rawBody: said.raw, appSecret: secret, signatureHeader: said.signature }));
const normal = normalizeWebhook(JSON.parse(said.raw));
assert.equal(normal.messages.length, 1);
assert.equal(normal.messages[0].text.body, "Lift rosak lagi / Blok C é 😀");
const heard = new Promise((done) => {
  const reader = new WhatsAppAPI({ token, appSecret: secret, v: "v24.0", secure: true });
  reader.on.message = (message) => done(message);
  reader.post(JSON.parse(said.raw), said.raw.toString(), said.signature).catch((error) => done(error));
});
assert.equal((await heard).message.text.body, "Lift rosak lagi / Blok C é 😀");
console.log("webhooks: kapso and whatsapp-api-js read them");

// kapso sends each type.
const kapso = new WhatsAppClient({ accessToken: token, baseUrl: graph, graphVersion: "v23.0" });
const to = { phoneNumberId: number, to: aini };
const sent = async (what, answer) => {
  const id = answer.messages[0].id;
  assert.match(id, /^wamid\./, what);
  return id;
};
await statusOf(await sent("text", await kapso.messages.sendText({ ...to, body: "Got it" })), "delivered");
const uploaded = await kapso.media.upload({ phoneNumberId: number, type: "image/png", file: new Blob([pixel], { type: "image/png" }), fileName: "a.png" });
await sent("image", await kapso.messages.sendImage({ ...to, image: { id: uploaded.id, caption: "Fixed" } }));
await sent("location", await kapso.messages.sendLocation({ ...to, location: { latitude: 3.139, longitude: 101.6869, name: "Lobby" } }));
const buttons = [{ id: "yes", title: "Yes" }, { id: "no", title: "No" }];
await sent("buttons", await kapso.messages.sendInteractiveButtons({ ...to, bodyText: "Is it fixed?", buttons }));
const sections = [{ title: "Open", rows: [{ id: "1", title: "T-1", description: "Lift" }] }];
await sent("list", await kapso.messages.sendInteractiveList({ ...to, bodyText: "Which?", buttonText: "Choose", sections }));
await sent("reaction", await kapso.messages.sendReaction({ ...to, reaction: { messageId: normal.messages[0].id, emoji: "👍" } }));
assert.equal((await kapso.messages.markRead({ phoneNumberId: number, messageId: normal.messages[0].id })).success, true);
const about = await kapso.media.get({ mediaId: uploaded.id, phoneNumberId: number });
assert.equal(about.mimeType ?? about.mime_type, "image/png");
const fetched = await fetch(about.url, { headers: { authorization: `Bearer ${token}` } });
assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), pixel);
const template = { name: "job", language: "en", category: "UTILITY", components: [{ type: "BODY", text: "New job {{1}}", example: { bodyText: [["T-1"]] } }] };
await kapso.templates.create({ businessAccountId: account, ...template });
const filled = { name: "job", language: { code: "en" }, components: [{ type: "body", parameters: [{ type: "text", text: "T-1" }] }] };
await sent("template", await kapso.messages.sendTemplate({ ...to, template: filled }));
await assert.rejects(kapso.messages.sendTemplate({ ...to, template: { name: "none", language: { code: "en" } } }), (error) => error.code === 132001);
assert.equal((await kapso.media.delete({ mediaId: uploaded.id, phoneNumberId: number })).success, true);
console.log("kapso: text, image, location, buttons, list, reaction, read, media, template, refusal");

// great-detail: the same words through another client.
const detail = new Client({ request: { headers: { Authorization: `Bearer ${token}` }, prefixUrl: `${graph}/v23.0` }, prefixUrl: graph });
const create = detail.message ?? detail.messages;
const answer = await create.createMessage({ phoneNumberID: number, to: aini, type: "text", text: { body: "Hello" } });
await sent("text", typeof answer.json === "function" ? await answer.json() : answer);
console.log("great-detail: text");

// whatsapp-api-js, its address rewritten.
const elsewhere = (url, options) => fetch(String(url).replace("https://graph.facebook.com", graph), options);
const api = new WhatsAppAPI({ token, appSecret: secret, v: "v24.0", ponyfill: { fetch: elsewhere, subtle: globalThis.crypto.subtle } });
await statusOf(await sent("text", await api.sendMessage(number, aini, new Text("Hello"))), "sent");
console.log("whatsapp-api-js: text");
hook.close();
process.exit(0);
