// A webhook as its packages show it, and as durable as ours: node server.mjs FOLDER
import Database from "better-sqlite3";
import express from "express";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";

const db = new Database(`${process.argv[2]}/express.sqlite`);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("CREATE TABLE messages (id TEXT PRIMARY KEY, sender TEXT, at INTEGER, body TEXT)");
const keep = db.prepare("INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?)");
const keepAll = db.transaction((messages) => {
  for (const message of messages) keep.run(message.id, message.from, Number(message.timestamp), message.text?.body ?? "");
});

const app = express();
app.post("/hooks/cloud-api", express.raw({ type: "application/json", limit: "3mb" }), async (request, response) => {
  const signatureHeader = request.get("x-hub-signature-256");
  if (!(await verifySignature({ rawBody: request.body, appSecret: process.env.APP_SECRET, signatureHeader }))) {
    response.sendStatus(401);
    return;
  }
  keepAll(normalizeWebhook(JSON.parse(request.body)).messages);
  response.sendStatus(200);
});
const server = app.listen(0, "127.0.0.1", () => console.log(`127.0.0.1:${server.address().port}`));
