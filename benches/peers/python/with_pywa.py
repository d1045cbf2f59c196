"""A webhook with pywa as its documentation shows it: it answers first and keeps later. python with_pywa.py FOLDER"""
import os
import sqlite3
import sys

import uvicorn
from fastapi import FastAPI
from listen import listening
from pywa import WhatsApp
from pywa.types import Message

db = sqlite3.connect(f"{sys.argv[1]}/pywa.sqlite", isolation_level=None, check_same_thread=False)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = FULL")
db.execute("CREATE TABLE messages (id TEXT PRIMARY KEY, sender TEXT, at INTEGER, body TEXT)")
app = FastAPI()
client = WhatsApp(
    phone_id="106540352242922",
    token="t",
    server=app,
    verify_token="t",
    app_secret=os.environ["APP_SECRET"],
    webhook_endpoint="/hooks/cloud-api",
)


@client.on_message
def keep(_: WhatsApp, message: Message) -> None:
    row = (message.id, message.from_user.wa_id, int(message.timestamp.timestamp()), message.text)
    db.execute("INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?)", row)


uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening()])
