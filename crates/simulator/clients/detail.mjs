// @great-detail/whatsapp: sends each type it has, and brings a file there and back. It reads no webhooks.
import assert from "node:assert/strict";
import { Client } from "@great-detail/whatsapp";
import { files, graph, isTaken, number, pixel, saying, statusOf, token, write } from "./shared.mjs";

const who = "60123456783";
const client = new Client({ request: { headers: { Authorization: `Bearer ${token}` }, prefixUrl: `${graph}/v23.0` }, prefixUrl: graph });
const read = async (answer) => (typeof answer.json === "function" ? answer.json() : answer);

export const send = async () => {
  await write(who, { text: "Round done" });
  const heard = JSON.parse((await saying("Round done")).raw).entry[0].changes[0].value.messages[0];
  const create = (message) => (client.message ?? client.messages).createMessage({ phoneNumberID: number, to: who, ...message });
  const taken = async (what, message) => isTaken(what, await read(await create(message)));
  await statusOf(await taken("text", { type: "text", text: { body: "Hello" } }), "delivered");
  const ids = {};
  for (const [kind, [mimeType, filename]] of Object.entries(files)) {
    const file = new Blob([pixel], { type: mimeType });
    ids[kind] = (await read(await client.media.upload({ phoneNumberID: number, file, filename, mimeType }))).id;
    await taken(kind, { type: kind, [kind]: { id: ids[kind] } });
  }
  await taken("location", { type: "location", location: { latitude: "3.139", longitude: "101.6869", name: "Lobby", address: "Jalan 1" } });
  const name = { formatted_name: "Lim Plumbing", first_name: "Lim" };
  await taken("contacts", { type: "contacts", contacts: [{ name, phones: [{ phone: "+60120000000", type: "WORK" }] }] });
  const interactive = (interactive) => taken(interactive.type, { type: "interactive", interactive });
  const body = { text: "Is it fixed?" };
  await interactive({ type: "button", body, action: { buttons: [{ type: "reply", reply: { id: "yes", title: "Yes" } }] } });
  await interactive({ type: "list", body, action: { button: "Choose", sections: [{ title: "Open", rows: [{ id: "1", title: "T-1" }] }] } });
  await interactive({ type: "cta_url", body, action: { name: "cta_url", parameters: { display_text: "Open", url: "https://ops.example.com/j/1" } } });
  await interactive({ type: "location_request_message", body, action: { name: "send_location" } });
  await taken("reaction", { type: "reaction", reaction: { message_id: heard.id, emoji: "👍" } });
  const components = [{ type: "body", parameters: [{ type: "text", text: "T-1" }] }];
  await taken("template", { type: "template", template: { name: "job", language: { code: "en" }, components } });
  const marked = await (client.message ?? client.messages).createStatus({ phoneNumberID: number, message_id: heard.id, status: "read" });
  assert.equal((await read(marked)).success, true);
  const about = await read(await client.media.getURL({ mediaID: ids.image }));
  const fetched = await client.media.download({ mediaURL: about.url, request: { headers: { Authorization: `Bearer ${token}` } } });
  assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), pixel);
  assert.equal((await read(await client.media.delete({ mediaID: ids.image }))).success, true);
  console.log("great-detail: every type, read mark, template, a file there and back");
};
