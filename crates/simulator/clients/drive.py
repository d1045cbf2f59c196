"""pywa drives the simulator, sending each type it has, and reads every kind of webhook: drive.py GRAPH HOOK_PORT"""

import hashlib
import hmac
import json
import logging
import sys
import threading
import time
import urllib.parse
import urllib.request
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pywa import WhatsApp, types
from pywa.types.templates import BodyText, Template, TemplateCategory, TemplateLanguage

graph, port = sys.argv[1], int(sys.argv[2])
TOKEN, SECRET, NUMBER, ACCOUNT, WHO = "simulated-token", "simulated-secret", "106540352242922", "102290129340398", "60123456785"
PIXEL = bytes.fromhex("89504e470d0a1a0a")
FILES = {
    "image": "image/png",
    "video": "video/mp4",
    "audio": "audio/ogg",
    "document": "application/pdf",
    "sticker": "image/webp",
}
KINDS = "contacts order form product ad poll unavailable welcome call_permission call saved history error novelty".split()
# What this client cannot read, as its authors know: people without a name within the portfolio.
BEYOND = {"legacy"}
posts = []
# It says of each kind that it does not know that it does not.
warnings.simplefilter("ignore")


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        posts.append((self.rfile.read(int(self.headers["content-length"])), self.headers["x-hub-signature-256"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", port), Hook).serve_forever, daemon=True).start()


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def press(path, fields=None, form=None, kind="application/x-www-form-urlencoded"):
    body = form if form is not None else urllib.parse.urlencode(fields).encode()
    try:
        urllib.request.build_opener(Stays).open(urllib.request.Request(graph + path, body, {"content-type": kind}))
    except urllib.error.HTTPError as answer:
        assert answer.code == 303, (path, fields, answer.code)


def write(text, mime=None):
    parts = f'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n{text}\r\n'.encode()
    if mime:
        parts += f'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\nContent-Type: {mime}\r\n\r\n'.encode()
        parts += PIXEL + b"\r\n"
    press(f"/phone/{WHO}/{WHO}/messages", form=parts + b"--x--\r\n", kind="multipart/form-data; boundary=x")


def change(raw):
    return json.loads(raw)["entry"][0]["changes"][0]


def wait(what, find):
    until = time.monotonic() + 10
    while time.monotonic() < until:
        found = [raw for raw, _ in list(posts) if find(change(raw))]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come; {len(posts)} webhooks did")


def after(what, do, count=1):
    """What is posted when something is done."""
    began = len(posts)
    do()
    until = time.monotonic() + 10
    while len(posts) < began + count:
        assert time.monotonic() < until, f"{what} did not come"
        time.sleep(0.02)
    return [(what, raw, signature) for raw, signature in posts[began:]]


wa = WhatsApp(phone_id=NUMBER, token=TOKEN, waba_id=ACCOUNT, app_secret=SECRET)
wa.api._session.base_url = f"{graph}/v25.0"

# It sends each type.
write("Paip bocor")
raw = wait("the message", lambda one: one["value"].get("messages"))
message = types.Message.from_update(wa, json.loads(raw))
assert message.text == "Paip bocor" and message.from_user.name == "Dewi", message
ids = {kind: wa.upload_media(PIXEL, mime_type=mime, filename="f") for kind, mime in FILES.items()}
buttons = [types.Button("Yes", callback_data="yes")]
lists = types.SectionList("Choose", [types.Section("Open", [types.SectionRow("T-1", callback_data="1", description="Lift")])])
contact = types.Contact(name=types.Contact.Name(formatted_name="Lim Plumbing", first_name="Lim"), phones=[types.Contact.Phone(phone="+60120000000")])
for what, sent in {
    "text": wa.send_message(to=WHO, text="Got it"),
    "image": wa.send_image(to=WHO, image=ids["image"].id, caption="Fixed"),
    "buttons below a picture": wa.send_image(to=WHO, image=ids["image"].id, caption="Fixed?", buttons=buttons),
    "video": wa.send_video(to=WHO, video=ids["video"].id, caption="Fixed"),
    "audio": wa.send_audio(to=WHO, audio=ids["audio"].id),
    "voice": wa.send_voice(to=WHO, voice=ids["audio"].id),
    "document": wa.send_document(to=WHO, document=ids["document"].id, filename="a.pdf", caption="The report"),
    "sticker": wa.send_sticker(to=WHO, sticker=ids["sticker"].id),
    "contact": wa.send_contact(to=WHO, contact=contact),
    "location": wa.send_location(to=WHO, latitude=3.139, longitude=101.6869, name="Lobby"),
    "buttons": wa.send_message(to=WHO, text="Fixed?", buttons=buttons),
    "list": wa.send_message(to=WHO, text="Which?", buttons=lists),
    "link": wa.send_message(to=WHO, text="Your job", buttons=types.URLButton("Open", url="https://ops.example.com/j/1")),
    "location request": wa.request_location(to=WHO, text="Where is it?"),
    "contact request": wa.request_contact_info(to=WHO, text="Which number?"),
    "reaction": wa.send_reaction(to=WHO, emoji="👍", message_id=message.id),
}.items():
    assert sent.id.startswith("wamid."), (what, sent)
wa.mark_message_as_read(message_id=message.id)
about = wa.get_media_url(ids["image"].id)
assert (about.mime_type, wa.get_media_bytes(about.url)) == ("image/png", PIXEL)
body = BodyText("New job {{number}} for you", number="T-1")
made = wa.create_template(Template(name="pywa_job", category=TemplateCategory.UTILITY, language=TemplateLanguage.ENGLISH, components=[body]))
assert made.id, made
sent = wa.send_template(to=WHO, name="pywa_job", language=TemplateLanguage.ENGLISH, params=[body.params(number="T-2")])
assert sent.id.startswith("wamid."), sent
assert wa.delete_media(ids["image"].id)
print("pywa: every type, read mark, template, a file there and back")

# It reads each kind.
chat = f"/phone/{WHO}/{WHO}"
time.sleep(1)
told = after("text", lambda: write("The pump is loud"))
name = change(told[0][1])["value"]["messages"][0]["id"]
for kind, mime in FILES.items():
    told += after(kind, lambda mime=mime: write("", mime))
told += after("reaction", lambda: press(f"{chat}/reactions", {"message": name, "sign": "👍"}))
told += after("edit", lambda: press(f"{chat}/edits", {"message": name, "text": "The pump is very loud"}))
told += after("revocation", lambda: press(f"{chat}/revocations", {"message": name}))
told += after("echo", lambda: press(f"{chat}/echoes", {"text": "On our way"}))
told += after("wish", lambda: press(f"{chat}/wishes", {"value": "stop"}))
for kind in KINDS:
    told += after(kind, lambda kind=kind: press(f"{chat}/kinds", {"kind": kind}))
for news in ["restricted", "reinstated", "flagged", "alert"]:
    told += after(news, lambda news=news: press("/phone/news", {"news": news}))
for word in ["PAUSED", "RED", "MARKETING", "APPROVED"]:
    fields = {"name": "pywa_job", "language": "en", "word": word}
    told += after(f"template {word}", lambda fields=fields: press("/phone/templates", fields))
for profile in ["hidden", "legacy", "full"]:
    press(f"{chat}/profile", {"profile": profile})
    told += after(profile, lambda profile=profile: write(f"told as {profile}"))
told += after("status", lambda: wa.send_message(to=WHO, text="Got it"), 2)
told += after("moved", lambda: press(f"{chat}/number", {"number": "60129990005"}), 2)

failed = []


class Failures(logging.Handler):
    def emit(self, record):
        failed.append(record.getMessage())


logging.getLogger("pywa").addHandler(Failures(logging.ERROR))
logging.getLogger("pywa").propagate = False
cannot = set()
for what, raw, signature in told:
    assert wa.webhook_update_validator(raw, signature) is None, what
    failed.clear()
    assert wa.webhook_update_handler(raw) == ("ok", 200), what
    if failed:
        cannot.add(what)
assert cannot == BEYOND, cannot ^ BEYOND
print(f"pywa: reads {len(told)} webhooks, but for {', '.join(sorted(cannot)) or 'none'}")

# Groups.
assert wa.create_group(subject="Night crew", description="Guards of block A").request_id
raw = wait("the group", lambda one: one["field"] == "group_lifecycle_update")
group = wa.get_group(change(raw)["value"]["groups"][0]["group_id"])
assert (group.subject, group.total_participant_count) == ("Night crew", 0), group
link = wa.get_group_invite_link(group.id)
assert link.reset().link != link.link
assert wa.delete_group(group.id).request_id
print("pywa: groups")
