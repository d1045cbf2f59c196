"""pywa drives the simulator, and reads a webhook it posts: drive.py GRAPH HOOK_PORT"""

import hashlib
import hmac
import json
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

from pywa import WhatsApp, types

graph, port = sys.argv[1], int(sys.argv[2])
TOKEN, SECRET, NUMBER, AINI = "simulated-token", "simulated-secret", "106540352242922", "60123456781"
posts, came = [], threading.Event()


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        posts.append((self.rfile.read(int(self.headers["content-length"])), self.headers["x-hub-signature-256"]))
        self.send_response(200)
        self.end_headers()
        came.set()

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", port), Hook)
threading.Thread(target=server.serve_forever, daemon=True).start()

bound = b"--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nPaip bocor\r\n--x--\r\n"
request = urllib.request.Request(f"{graph}/phone/{AINI}/{AINI}/messages", bound, {"content-type": "multipart/form-data; boundary=x"})
urllib.request.urlopen(request).read()
assert came.wait(10), "no webhook came"
raw, signature = posts[0]
assert signature == "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()

wa = WhatsApp(phone_id=NUMBER, token=TOKEN)
wa.api._session.base_url = f"{graph}/v25.0"
message = types.Message.from_update(wa, json.loads(raw))
assert message.text == "Paip bocor" and message.from_user.name == "Aini", message

sent = wa.send_message(to=AINI, text="Got it")
assert sent.id.startswith("wamid."), sent
wa.send_message(to=AINI, text="Fixed?", buttons=[types.Button("Yes", callback_data="yes")])
wa.send_location(to=AINI, latitude=3.139, longitude=101.6869, name="Lobby")
wa.send_reaction(to=AINI, emoji="👍", message_id=message.id)
wa.mark_message_as_read(message_id=message.id)

came.clear()
assert wa.create_group(subject="Night crew", description="Guards of block A").request_id
assert came.wait(10), "no webhook told of the group"


def told(field):
    bodies = [json.loads(raw)["entry"][0]["changes"][0] for raw, _ in posts]
    return [body["value"]["groups"][0] for body in bodies if body["field"] == field]


until = time.monotonic() + 10
while not told("group_lifecycle_update"):
    assert time.monotonic() < until, "no webhook told of the group"
    time.sleep(0.1)
group = wa.get_group(told("group_lifecycle_update")[0]["group_id"])
assert (group.subject, group.total_participant_count) == ("Night crew", 0), group
link = wa.get_group_invite_link(group.id)
assert link.reset().link != link.link
assert wa.delete_group(group.id).request_id
print("pywa: reads a webhook; text, buttons, location, reaction, read; groups")
