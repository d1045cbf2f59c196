// whatsapp-api-js, its address rewritten: sends each type it has, brings a file there and back, and reads every kind of webhook.
import assert from "node:assert/strict";
import { WhatsAppAPI } from "whatsapp-api-js";
import {
  ActionButtons, ActionCTA, ActionList, ActionLocation, Audio, Body, BodyComponent, BodyParameter, Button, Contacts, Document, Image,
  Interactive, Language, ListSection, Location, Name, Phone, Reaction, Row, Sticker, Template, Text, Video,
} from "whatsapp-api-js/messages";
import { changeOf, files, graph, isTaken, number, pixel, saying, secret, statusOf, token, write } from "./shared.mjs";

const who = "60123456784";
const elsewhere = (url, options) => fetch(String(url).replace("https://graph.facebook.com", graph), options);
const ponyfill = { fetch: elsewhere, subtle: globalThis.crypto.subtle };
const api = new WhatsAppAPI({ token, appSecret: secret, v: "v24.0", ponyfill });

export const send = async () => {
  await write(who, { text: "already settled boss" });
  const heard = JSON.parse((await saying("already settled boss")).raw).entry[0].changes[0].value.messages[0];
  const taken = async (what, message) => isTaken(what, await api.sendMessage(number, who, message));
  await statusOf(await taken("text", new Text("Hello")), "delivered");
  const ids = {};
  for (const [kind, [type, name]] of Object.entries(files)) {
    const form = new FormData();
    form.append("messaging_product", "whatsapp");
    form.append("file", new Blob([pixel], { type }), name);
    ids[kind] = (await api.uploadMedia(number, form)).id;
  }
  await taken("image", new Image(ids.image, true, "Fixed"));
  await taken("video", new Video(ids.video, true, "Fixed"));
  await taken("audio", new Audio(ids.audio, true, true));
  await taken("document", new Document(ids.document, true, "The report", "a.pdf"));
  await taken("sticker", new Sticker(ids.sticker, true));
  await taken("location", new Location(101.6869, 3.139, "Lobby", "Jalan 1"));
  await taken("contacts", new Contacts([new Name("Lim Plumbing", "Lim"), new Phone("+60120000000", "WORK")]));
  const body = new Body("Is it fixed?");
  await taken("buttons", new Interactive(new ActionButtons(new Button("yes", "Yes")), body));
  await taken("list", new Interactive(new ActionList("Choose", new ListSection("Open", new Row("1", "T-1", "Lift"))), body));
  await taken("link", new Interactive(new ActionCTA("Open", "https://ops.example.com/j/1"), body));
  await taken("location request", new Interactive(new ActionLocation(), body));
  await taken("reaction", new Reaction(heard.id, "👍"));
  await taken("template", new Template("job", new Language("en"), new BodyComponent(new BodyParameter("T-1"))));
  assert.equal((await api.markAsRead(number, heard.id)).success, true);
  const about = await api.retrieveMedia(ids.image);
  const fetched = await api.fetchMedia(about.url);
  assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), pixel);
  assert.equal((await api.deleteMedia(ids.image)).success, true);
  console.log("whatsapp-api-js: every type, read mark, template, a file there and back");
};

/// Reads what was posted. It has words for messages and statuses alone, and takes the first of each change.
export const read = async (posts) => {
  const reader = new WhatsAppAPI({ token, appSecret: secret, v: "v24.0", secure: true, ponyfill });
  let heard = 0;
  let told = 0;
  reader.on.message = () => { heard += 1; };
  reader.on.status = () => { told += 1; };
  const expected = { heard: 0, told: 0 };
  for (const post of posts) {
    const { field, value } = changeOf(post);
    const isKnown = field === "messages" && (value.messages || value.statuses);
    if (!isKnown) continue;
    if (value.messages) expected.heard += 1; else expected.told += 1;
    await reader.post(JSON.parse(post.raw), post.raw.toString(), post.signature);
  }
  await new Promise((done) => setTimeout(done, 50));
  assert.deepEqual({ heard, told }, expected);
  console.log(`whatsapp-api-js: reads ${heard} messages and ${told} statuses`);
};
