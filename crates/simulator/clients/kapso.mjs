// @kapso/whatsapp-cloud-api: sends each type it has, brings a file there and back, and reads every kind of webhook.
import assert from "node:assert/strict";
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";
import { account, changeOf, files, graph, isTaken, number, pixel, saying, secret, statusOf, token, write } from "./shared.mjs";

const who = "60123456781";
const client = new WhatsAppClient({ accessToken: token, baseUrl: graph, graphVersion: "v23.0" });
const to = { phoneNumberId: number, to: who };

export const send = async () => {
  await write(who, { text: "Lift rosak lagi / Blok C é 😀" });
  const said = await saying("Lift rosak lagi / Blok C é 😀");
  assert.ok(await verifySignature({ rawBody: said.raw, appSecret: secret, signatureHeader: said.signature }));
  const heard = normalizeWebhook(JSON.parse(said.raw)).messages[0];
  const { messages, media, templates } = client;
  await statusOf(isTaken("text", await messages.sendText({ ...to, body: "Got it" })), "delivered");
  const ids = {};
  for (const [kind, [type, fileName]] of Object.entries(files)) {
    ids[kind] = (await media.upload({ phoneNumberId: number, type, file: new Blob([pixel], { type }), fileName })).id;
  }
  isTaken("image", await messages.sendImage({ ...to, image: { id: ids.image, caption: "Fixed" } }));
  isTaken("video", await messages.sendVideo({ ...to, video: { id: ids.video, caption: "Fixed" } }));
  isTaken("audio", await messages.sendAudio({ ...to, audio: { id: ids.audio, voice: true } }));
  isTaken("document", await messages.sendDocument({ ...to, document: { id: ids.document, filename: "a.pdf", caption: "The report" } }));
  isTaken("sticker", await messages.sendSticker({ ...to, sticker: { id: ids.sticker } }));
  const name = { formattedName: "Lim Plumbing", firstName: "Lim" };
  isTaken("contacts", await messages.sendContacts({ ...to, contacts: [{ name, phones: [{ phone: "+60120000000", type: "WORK" }] }] }));
  isTaken("location", await messages.sendLocation({ ...to, location: { latitude: 3.139, longitude: 101.6869, name: "Lobby" } }));
  const buttons = [{ id: "yes", title: "Yes" }, { id: "no", title: "No" }];
  isTaken("buttons", await messages.sendInteractiveButtons({ ...to, bodyText: "Is it fixed?", buttons }));
  const header = { type: "image", image: { id: ids.image } };
  isTaken("buttons below a picture", await messages.sendInteractiveButtons({ ...to, bodyText: "Is it fixed?", header, buttons }));
  const sections = [{ title: "Open", rows: [{ id: "1", title: "T-1", description: "Lift" }] }];
  isTaken("list", await messages.sendInteractiveList({ ...to, bodyText: "Which?", buttonText: "Choose", sections }));
  const parameters = { displayText: "Open", url: "https://ops.example.com/j/1" };
  isTaken("link", await messages.sendInteractiveCtaUrl({ ...to, bodyText: "Your job", parameters }));
  isTaken("location request", await messages.sendInteractiveLocationRequest({ ...to, bodyText: "Where is it?", parameters: { requestMessage: "Where is it?" } }));
  isTaken("reaction", await messages.sendReaction({ ...to, reaction: { messageId: heard.id, emoji: "👍" } }));
  assert.equal((await messages.markRead({ phoneNumberId: number, messageId: heard.id })).success, true);
  const about = await media.get({ mediaId: ids.image, phoneNumberId: number });
  assert.equal(about.mimeType ?? about.mime_type, "image/png");
  const fetched = await media.download({ mediaId: ids.image, phoneNumberId: number, auth: "always" });
  assert.deepEqual(Buffer.from(fetched), pixel);
  const template = { name: "job", language: "en", category: "UTILITY" };
  const components = [{ type: "BODY", text: "New job {{1}}", example: { bodyText: [["T-1"]] } }];
  await templates.create({ businessAccountId: account, ...template, components });
  const filled = [{ type: "body", parameters: [{ type: "text", text: "T-1" }] }];
  isTaken("template", await messages.sendTemplate({ ...to, template: { name: "job", language: { code: "en" }, components: filled } }));
  const none = messages.sendTemplate({ ...to, template: { name: "none", language: { code: "en" } } });
  await assert.rejects(none, (error) => error.code === 132001);
  assert.equal((await media.delete({ mediaId: ids.image, phoneNumberId: number })).success, true);
  console.log("kapso: every type, read mark, template, refusal, a file there and back");
};

/// Reads what was posted; what is signed is what came.
export const read = async (posts) => {
  for (const post of posts) {
    assert.ok(await verifySignature({ rawBody: post.raw, appSecret: secret, signatureHeader: post.signature }));
    const normal = normalizeWebhook(JSON.parse(post.raw));
    const { value } = changeOf(post);
    const messages = (value.messages?.length ?? 0) + (value.message_echoes?.length ?? 0);
    assert.ok(normal.messages.length >= messages, `${normal.messages.length} of ${messages}: ${post.raw}`);
    assert.equal(normal.statuses.length, value.statuses?.length ?? 0);
  }
  console.log(`kapso: reads ${posts.length} webhooks`);
};
