"""Writes chats once more with plain reports and talk said in the middle of it: what is plainly a report is one whatever was
said before it, and nobody's second report belongs to their first because it came soon after.

    python implants.py --data crates/brain/train/data --out FOLDER

The words are single messages. Those of a sixth of them, by their place in the list, are said only in the chats of the same sixth,
so that readers taught without that sixth have seen neither."""
import argparse
import datetime
import glob
import json
import os
import random

from storms import singles

SIXTHS = 6
SHARE = 0.35


def at(message):
    return datetime.datetime.fromisoformat(message['at'])


class Implanted:
    """A chat that grows."""

    def __init__(self, story, rows, chance):
        self.story, self.chance = story, chance
        self.rows = {}
        for row in rows:
            if row[2] in ('issue', 'chatter', 'question') and row[6] == '-':
                self.rows.setdefault((row[1], row[2]), []).append(row)
        self.groups = [room['id'] for room in story['chats'] if room['kind'] == 'group']
        self.people = [(person['phone'], person['role']) for person in story['directory']['people']]
        self.added = []

    def newcomer(self):
        """A resident whom the directory knows, or does not."""
        phone = f'+9991{len(self.added):05}'
        if self.chance.random() < 0.6:
            self.story['directory']['people'].append({'name': f'Unit {len(self.added) + 1}', 'phone': phone, 'role': 'resident'})
        return phone, 'resident'

    def speaker(self):
        return self.chance.choice(self.people) if self.chance.random() < 0.3 else self.newcomer()

    def say(self, phone, role, room, when, kind):
        rows = self.rows.get((role, kind)) or self.rows[('resident', kind)]
        row, name = self.chance.choice(rows), f'x{len(self.added):04}'
        message = {'id': name, 'chat': room, 'from': phone, 'at': when.isoformat(), 'type': 'text', 'text': row[7].replace('\\n', '\n')}
        label = {'kind': kind}
        if kind == 'issue':
            key = f'X{len(self.added)}'
            label |= {'category': row[3], 'priority': row[4], 'place': None, 'ticket': key}
            self.story['truth']['tickets'].append({
                'key': key, 'title': row[3], 'category': row[3], 'priority': row[4], 'place': None, 'reporter': phone,
                'assignee': None, 'steps': [['reported', name]], 'final': 'reported', 'messages': [name], 'evidence': [],
                'also_reported': [], 'recurrence_of': None})
        self.story['truth']['messages'][name] = label
        self.added.append(message)

    def grow(self):
        said = [message for message in self.story['messages'] if message['chat'] in self.groups]
        for before in self.chance.sample(said, int(len(said) * SHARE * 0.7)):
            when = at(before) + datetime.timedelta(seconds=self.chance.randint(20, 900))
            phone, role = self.speaker()
            kind = self.chance.choices(('issue', 'chatter', 'question'), (5, 4, 1))[0]
            self.say(phone, role, before['chat'], when, kind)
            while kind == 'issue' and self.chance.random() < 0.35:
                when += datetime.timedelta(seconds=self.chance.randint(60, 1200))
                self.say(phone, role, before['chat'], when, self.chance.choice(('issue', 'issue', 'chatter')))
        self.story['messages'] = sorted(self.story['messages'] + self.added, key=at)


def main():
    wish = argparse.ArgumentParser()
    wish.add_argument('--data', required=True, help='folder of the single messages, with chats/')
    wish.add_argument('--out', required=True)
    wish.add_argument('--first', type=int, default=18, help='how many chats, in order of name, are told once more')
    wish = wish.parse_args()
    os.makedirs(wish.out, exist_ok=True)
    rows = [row for file in singles(wish.data) for row in file]
    for nth, path in enumerate(sorted(glob.glob(os.path.join(wish.data, 'chats', '*.json')))[:wish.first]):
        story = json.load(open(path, encoding='utf-8'))
        grown = Implanted(story, rows[nth % SIXTHS::SIXTHS], random.Random(500 + nth))
        grown.grow()
        story['name'] = f'implants-{nth:02}'
        with open(os.path.join(wish.out, f'{story["name"]}.json'), 'w', encoding='utf-8') as out:
            json.dump(story, out, ensure_ascii=False, indent=1)
        print(f'{story["name"]}: {len(grown.added)} messages said besides {len(story["messages"]) - len(grown.added)}')


if __name__ == '__main__':
    main()
