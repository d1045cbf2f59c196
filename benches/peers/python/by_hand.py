"""A webhook of FastAPI by hand, as durable as ours: python by_hand.py FOLDER"""
import hashlib
import hmac
import json
import os
import sqlite3
import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from listen import listening

SECRET = os.environ["APP_SECRET"].encode()
db = sqlite3.connect(f"{sys.argv[1]}/fastapi.sqlite", isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute("CREATE TABLE messages (id TEXT PRIMARY KEY, sender TEXT, at INTEGER, body TEXT)")
app = FastAPI()


@app.post("/hooks/cloud-api")
async def hook(request: Request) -> Response:
    body = await request.body()
    wanted = "sha256=" + hmac.new(SECRET, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted, request.headers.get("x-hub-signature-256", "")):
        return Response(status_code=401)
    db.execute("BEGIN")
    for entry in json.loads(body)["entry"]:
        for change in entry["changes"]:
            for message in change["value"].get("messages", []):
                row = (message["id"], message["from"], int(message["timestamp"]), message.get("text", {}).get("body", ""))
                db.execute("INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?)", row)
    db.execute("COMMIT")
    return Response(status_code=200)


uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening()])
