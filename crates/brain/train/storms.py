"""Writes what chats alone teach too little: many people who each report another problem within the hour, with a repeated
report and idle talk between. Told with the words of the chats of a folder, and once more with the shortest single messages:
python storms.py --data crates/brain/train/data --out FOLDER [--short 0]"""
import argparse
import datetime
import glob
import json
import os
import random

START = datetime.datetime(2026, 10, 6, 9, 0)
SORTS = [('group', 'resident'), ('direct', None), ('group', None), ('direct', 'resident')]


def storm(story, sort, chance):
    """One storm out of a chat; who writes is known as a resident or not at all, in a group or each alone with us."""
    truth, said = story['truth'], {message['id']: message for message in story['messages']}
    words = lambda one: said[one].get('text') or said[one].get('transcript')
    plain = lambda one: words(one) and said[one]['type'] in ('text', 'audio') and not said[one].get('reply_to')
    firsts = []
    for ticket in truth['tickets']:
        first = ticket['steps'][0][1]
        if not ticket.get('recurrence_of') and plain(first) and truth['messages'][first]['kind'] == 'issue':
            firsts.append((ticket, first))
    chance.shuffle(firsts)
    idle = [one for one, label in truth['messages'].items()
            if label['kind'] == 'chatter' and plain(one) and not label.get('ticket') and len(words(one)) < 60]
    lines = []
    for ticket, first in firsts:
        lines.append((first, ticket['key']))
        if idle and chance.random() < 0.8:
            lines.append((chance.choice(idle), None))
    for ticket, first in firsts:
        again = [one for one in ticket.get('also_reported', []) if plain(one)]
        if again and chance.random() < 0.6:
            at = lines.index((first, ticket['key']))
            lines.insert(min(len(lines), at + chance.randint(1, 3)), (again[0], ticket['key']))
    tickets = [(ticket['key'], dict(truth['messages'][first])) for ticket, first in firsts]
    return told(story, sort, chance, [(words(one), key) for one, key in lines], tickets)


def short_storm(story, sort, chance, rows, longest):
    """One storm of single messages of a few words, each problem of another trade."""
    short = [row for row in rows if row[6] == '-' and len(row[7]) <= longest]
    chance.shuffle(short)
    lines, tickets, trades = [], [], set()
    for row in short:
        if row[2] == 'issue' and row[3] not in trades and len(tickets) < 10:
            trades.add(row[3])
            key = f'T{len(tickets)}'
            tickets.append((key, {'kind': 'issue', 'category': row[3], 'priority': row[4], 'place': None, 'ticket': key}))
            lines.append((row[7], key))
    idle = [row[7] for row in short if row[2] == 'chatter' and row[1] == 'resident'][:14]
    for text in idle:
        lines.insert(chance.randint(0, len(lines)), (text, None))
    return told(story, sort, chance, lines, tickets)


def told(story, sort, chance, lines, tickets):
    """A scenario of lines (words and the ticket they tell of), each by another person."""
    circle, role = sort
    known, spoken = dict(tickets), {key: [] for key, _ in tickets}
    people, chats, messages, labels, now = [], [], [], {}, START
    for number, (words, key) in enumerate(lines):
        now += datetime.timedelta(seconds=chance.randint(40, 500))
        phone, name = f'+99900000{number:03}', f'm{number:03}'
        if role:
            people.append({'name': f'Unit {number + 1}', 'phone': phone, 'role': role})
        if circle == 'direct':
            chats.append({'id': f'with-{number}', 'kind': 'direct', 'with': phone})
        messages.append({'id': name, 'chat': 'all' if circle == 'group' else f'with-{number}', 'from': phone,
                         'at': now.isoformat() + '+08:00', 'type': 'text', 'text': words})
        labels[name] = dict(known[key]) if key else {'kind': 'chatter'}
        if key:
            spoken[key].append((name, phone))
    if circle == 'group':
        chats.append({'id': 'all', 'kind': 'group', 'name': 'Residents'})
    truths = [{'key': key, 'title': label['category'], 'category': label['category'], 'priority': label['priority'],
               'place': label.get('place'), 'reporter': spoken[key][0][1], 'assignee': None,
               'steps': [['reported', spoken[key][0][0]]], 'final': 'reported', 'messages': [name for name, _ in spoken[key]],
               'evidence': [], 'also_reported': [name for name, _ in spoken[key][1:]], 'recurrence_of': None}
              for key, label in tickets]
    directory = {'sites': story['directory']['sites'], 'vendors': story['directory']['vendors'], 'people': people, 'tasks': []}
    return {'description': 'Many report at once.', 'timezone': 'Asia/Kuala_Lumpur', 'languages': story['languages'],
            'directory': directory, 'chats': chats, 'messages': messages,
            'truth': {'messages': labels, 'tickets': truths, 'occurrences': []}}


def singles(folder):
    """The single messages of each file, in order."""
    for name in ('asian.tsv', 'english.tsv', 'malay-indonesian.tsv', 'western.tsv'):
        lines = open(os.path.join(folder, name), encoding='utf-8').read().splitlines()
        yield [line.split('\t') for line in lines]


def main():
    wish = argparse.ArgumentParser()
    wish.add_argument('--data', required=True, help='folder of the single messages, with chats/')
    wish.add_argument('--out', required=True)
    wish.add_argument('--short', type=int, default=45, help='letters of the longest short message; 0 for none')
    wish = wish.parse_args()
    os.makedirs(wish.out, exist_ok=True)
    paths = sorted(glob.glob(os.path.join(wish.data, 'chats', '*.json')))
    stories = [json.load(open(path, encoding='utf-8')) for path in paths]
    files = list(singles(wish.data))
    for at, story in enumerate(stories):
        storms = [(f'storm-0-{at:02}', storm(story, SORTS[at % len(SORTS)], random.Random(at)))]
        if wish.short:
            chance, sort = random.Random(1_000 + at), SORTS[(at + 2) % len(SORTS)]
            short = short_storm(story, sort, chance, files[at % len(files)], wish.short)
            storms.append((f'storm-1-{at:02}', short))
        for name, scenario in storms:
            scenario['name'] = name
            path = os.path.join(wish.out, f'{name}.json')
            json.dump(scenario, open(path, 'w', encoding='utf-8'), ensure_ascii=False, indent=1)


if __name__ == '__main__':
    main()
