"""The messages an encoder learns from, and how one is shown to it: who says it, what it is, its words, and what it quotes."""
import glob
import json
import os

KINDS = ['issue', 'task', 'checkin', 'progress', 'resolved', 'verified', 'reopened', 'assign', 'evidence', 'question', 'chatter']
CATEGORIES = ['plumbing', 'electrical', 'lift', 'hvac', 'fire_safety', 'security', 'access', 'cleaning', 'waste', 'pest',
              'landscaping', 'structural', 'it', 'safety', 'other']
PRIORITIES = ['critical', 'high', 'normal', 'low']
FILES = ('asian.tsv', 'english.tsv', 'malay-indonesian.tsv', 'western.tsv')
FORMS = {'image': 'photo', 'audio': 'voice'}
WORDS_MAX = 64
QUOTED_MAX = 24


class Message:
    def __init__(self, role, form, text, kind, category=None, priority=None, quoted=None, ticket=None):
        self.role, self.form, self.text, self.kind = role, form, text, KINDS.index(kind)
        self.category = CATEGORIES.index(category) if category in CATEGORIES else -1
        self.priority = PRIORITIES.index(priority) if priority in PRIORITIES else -1
        self.quoted, self.ticket = quoted, ticket

    def shown(self, role=True):
        """The line the tokenizer sees."""
        form = '' if self.form == 'text' else f'[{self.form}] '
        return f"{self.role if role else 'unknown'}: {form}{self.text}"


def singles(folder):
    for name in FILES:
        for line in open(os.path.join(folder, name), encoding='utf-8').read().splitlines():
            if line:
                _, role, kind, category, priority, _, media, text = line.split('\t')
                form = 'text' if media == '-' else media
                yield Message(role, form, text.replace('\\n', '\n'), kind, category, priority)


def chat(path):
    story = json.load(open(path, encoding='utf-8'))
    roles = {person['phone']: person['role'] for person in story['directory']['people']}
    found, known = [], {}
    for message in story['messages']:
        label = story['truth']['messages'][message['id']]
        text = message.get('text') or message.get('transcript') or message.get('emoji') or ''
        is_issue = label['kind'] == 'issue'
        one = Message(roles.get(message['from'], 'unknown'), FORMS.get(message['type'], message['type']), text, label['kind'],
                      label.get('category') if is_issue else None, label.get('priority') if is_issue else None,
                      known.get(message.get('reply_to')), label.get('ticket'))
        one.id = message['id']
        known[message['id']] = one
        found.append(one)
    return found


def chats(folder):
    return [chat(path) for path in sorted(glob.glob(os.path.join(folder, '*.json')))]


def encoded(tokens, message, role=True, quoted=True):
    """Piece numbers, and 0 for the message itself, 1 for what it quotes."""
    own = [tokens.start] + tokens.pieces(message.shown(role))[:WORDS_MAX] + [tokens.end]
    other = []
    if quoted and message.quoted is not None:
        other = tokens.pieces(message.quoted.shown())[:QUOTED_MAX] + [tokens.end]
    return own + other, [0] * len(own) + [1] * len(other)
