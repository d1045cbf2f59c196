// Clients by others drive the simulator, and read the webhooks it posts: node drive.mjs GRAPH HOOK_PORT
import assert from "node:assert/strict";
import * as apijs from "./apijs.mjs";
import * as detail from "./detail.mjs";
import * as kapso from "./kapso.mjs";
import { all, changeOf, count, files, hook, kinds, press, until, write } from "./shared.mjs";

await kapso.send();
await detail.send();
await apijs.send();

// Everything that a phone can be made to post.
const who = "60123456781";
const chat = `/phone/${who}/${who}`;
const began = count();
await write(who, { text: "The pump is loud" });
await write(who, { pin: "3.139, 101.6869" });
for (const file of Object.values(files)) await write(who, {}, file);
const said = await until("the words", (post) => changeOf(post).value.messages?.[0].text?.body === "The pump is loud");
const message = changeOf(said).value.messages[0].id;
await write(who, { text: "again", quotes: message, forwarded: "" });
await press(`${chat}/reactions`, { message, sign: "👍" });
await press(`${chat}/edits`, { message, text: "The pump is very loud" });
await press(`${chat}/revocations`, { message });
await press(`${chat}/echoes`, { text: "On our way" });
for (const value of ["stop", "resume"]) await press(`${chat}/wishes`, { value });
for (const kind of kinds) await press(`${chat}/kinds`, { kind });
for (const news of ["restricted", "flagged", "unflagged", "reinstated", "alert", "security", "fewer"]) await press("/phone/news", { news });
await press("/phone/templates", { name: "job", language: "en", word: "PAUSED" });
for (const profile of ["legacy", "hidden", "full"]) {
  await press(`${chat}/profile`, { profile });
  await write(who, { text: `told as ${profile}` });
}
await press(`${chat}/number`, { number: "60129990000" });
const wanted = 8 + 4 + 2 + kinds.length + 7 + 1 + 3 + 2;
await until(`${wanted} webhooks`, () => count() - began >= wanted);
const posts = all();
assert.ok(posts.every((post) => post.signature));
await kapso.read(posts);
await apijs.read(posts);
hook.close();
process.exit(0);
