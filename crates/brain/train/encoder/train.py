"""Teaches the encoder the single messages, then the chats, with some chats held out:

    python train.py --base FOLDER --data crates/brain/train/data --out FOLDER [--fold 0] [--dev FOLDER]

It wants torch, numpy and safetensors. Without --fold nothing is held out, and all.pt is what ships once it is packed.

FOLDER of the base holds multilingual-e5-small pruned to the scripts served (`e5-small-pruned-f16.safetensors`, `vocab.tsv`,
`tokenizer.json`). The first stage is shared by all folds and kept in OUT."""
import argparse
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from data import CATEGORIES, KINDS, chats, encoded, singles
from model import base
from tokens import Tokens

BATCH, CHAT_BATCH, SINGLES_BESIDE = 32, 32, 16
NEAR = 0.1


def collated(rows):
    longest = max(len(pieces) for pieces, _ in rows)
    pieces, parts = torch.ones((len(rows), longest), dtype=torch.long), torch.zeros((len(rows), longest), dtype=torch.long)
    mask = torch.zeros((len(rows), longest), dtype=torch.bool)
    for at, (own, part) in enumerate(rows):
        pieces[at, :len(own)], parts[at, :len(own)], mask[at, :len(own)] = torch.tensor(own), torch.tensor(part), True
    return pieces, parts, mask


def balance(messages):
    counts = np.bincount([one.kind for one in messages], minlength=len(KINDS))
    return torch.tensor(np.sqrt(counts.sum() / counts / len(KINDS)), dtype=torch.float32)


def loss_of(outputs, topics, messages, weights):
    kinds, categories, priorities = outputs
    truth = torch.tensor([one.kind for one in messages])
    loss = (F.cross_entropy(kinds, truth, reduction='none', label_smoothing=0.05) * weights[truth]).mean()
    about = [at for at, one in enumerate(messages) if one.category >= 0 and one.priority >= 0]
    if about:
        own = lambda name: torch.tensor([getattr(messages[at], name) for at in about])
        topical = F.cross_entropy(categories[about], own('category'), reduction='sum', label_smoothing=0.05)
        urgent = F.cross_entropy(priorities[about], own('priority'), reduction='sum', label_smoothing=0.05)
        loss = loss + (1.2 * topical + 0.5 * urgent) / len(messages)
    tied = [at for at, one in enumerate(messages) if one.ticket and one.text]
    if len(tied) > 2:
        loss = loss + 0.3 * apart(topics[tied], [messages[at].ticket for at in tied])
    return loss


def apart(topics, tickets):
    """Messages of one ticket lie nearer to each other than to those of others."""
    same = torch.tensor([[one == other for other in tickets] for one in tickets]) & ~torch.eye(len(tickets), dtype=torch.bool)
    logits = (topics @ topics.T / NEAR).masked_fill(torch.eye(len(tickets), dtype=torch.bool), -1e4)
    likely = F.log_softmax(logits, -1)
    paired = same.any(1)
    if not paired.any():
        return logits.sum() * 0
    return -((likely * same).sum(1)[paired] / same.sum(1)[paired]).mean()


def optimizer(net, rate):
    groups, depth = [], len(net.layers)
    for name, value in net.named_parameters():
        if name == 'word.weight':
            value.requires_grad = False
            continue
        if name.startswith('layers.'):
            share = 0.9 ** (depth - 1 - int(name.split('.')[1]))
        else:
            share = 5.0 if name.split('.')[0] in ('kinds', 'categories', 'priorities', 'topic') else 0.9 ** depth
        groups.append({'params': [value], 'lr': rate * share, 'base': rate * share, 'weight_decay': 0.01 if value.ndim > 1 else 0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def run(net, tokens, batches, rate, weights, name):
    steps, began, optimum, total = len(batches), time.time(), optimizer(net, rate), 0.0
    net.train()
    for step, messages in enumerate(batches):
        share = min(1, (step + 1) / max(1, steps * 0.08)) * max(0.02, 1 - step / steps)
        for group in optimum.param_groups:
            group['lr'] = group['base'] * share
        rows = [encoded(tokens, one, random.random() >= 0.1, random.random() >= 0.1) for one in messages]
        with torch.autocast('cpu', torch.bfloat16):
            outputs, topics = net(*collated(rows))
        loss = loss_of([one.float() for one in outputs], topics.float(), messages, weights)
        optimum.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([value for value in net.parameters() if value.requires_grad], 1.0)
        optimum.step()
        total += loss.item()
        if (step + 1) % 100 == 0:
            print(f'{name} {step + 1}/{steps} loss {total / 100:.3f} {time.time() - began:.0f} s', flush=True)
            total = 0.0
    return net


def by_length(messages, size):
    """Shuffled batches of messages of about one length."""
    random.shuffle(messages)
    found = []
    for start in range(0, len(messages), size * 32):
        near = sorted(messages[start:start + size * 32], key=lambda one: len(one.text))
        found += [near[at:at + size] for at in range(0, len(near), size)]
    random.shuffle(found)
    return found


def chat_batches(known, rows, passes):
    found = []
    for _ in range(passes):
        own = []
        for chat in known:
            order = random.sample(chat, len(chat))
            own += [order[at:at + CHAT_BATCH] + random.sample(rows, SINGLES_BESIDE) for at in range(0, len(order), CHAT_BATCH)]
        random.shuffle(own)
        found += own
    return found


def read(net, tokens, messages):
    net.eval()
    rows = [encoded(tokens, one) for one in messages]
    order, found = sorted(range(len(rows)), key=lambda at: len(rows[at][0])), [None] * len(rows)
    with torch.no_grad():
        for start in range(0, len(order), 64):
            picked = order[start:start + 64]
            outputs, _ = net(*collated([rows[at] for at in picked]))
            likely = torch.cat([F.log_softmax(one, -1) for one in outputs], 1).numpy()
            for at, row in zip(picked, likely):
                found[at] = row
    return np.stack(found)


def report(name, messages, likely):
    said, truth = likely[:, :11].argmax(1), np.array([one.kind for one in messages])
    f1 = []
    for kind in range(len(KINDS)):
        hits, both = ((said == kind) & (truth == kind)).sum(), (said == kind).sum() + (truth == kind).sum()
        f1.append(2 * hits / both if both else np.nan)
    about = [at for at, one in enumerate(messages) if one.category >= 0]
    category = np.mean([likely[at, 11:26].argmax() == messages[at].category for at in about])
    priority = np.mean([likely[at, 26:].argmax() == messages[at].priority for at in about])
    print(f'{name}: {len(messages)} messages, kind accuracy {np.mean(said == truth):.3f} macro-F1 {np.nanmean(f1):.3f} '
          f'issue F1 {f1[0]:.3f} category {category:.3f} priority {priority:.3f}', flush=True)


def main():
    wish = argparse.ArgumentParser()
    for name in ('base', 'data', 'out', 'dev'):
        wish.add_argument('--' + name)
    for name, value in (('fold', -1), ('folds', 3), ('layers', 8), ('first', 3), ('then', 3), ('seed', 1), ('threads', 2)):
        wish.add_argument('--' + name, type=int, default=value)
    wish = wish.parse_args()
    random.seed(wish.seed), np.random.seed(wish.seed), torch.manual_seed(wish.seed)
    torch.set_num_threads(wish.threads)
    os.makedirs(wish.out, exist_ok=True)
    tokens, rows = Tokens(wish.base), list(singles(wish.data))
    net = base(os.path.join(wish.base, 'e5-small-pruned-f16.safetensors'), wish.layers)
    first = os.path.join(wish.out, 'singles.pt')
    if os.path.exists(first):
        net.load_state_dict(torch.load(first))
    else:
        batches = [batch for _ in range(wish.first) for batch in by_length(rows, BATCH)]
        run(net, tokens, batches, 1.5e-4, balance(rows), 'singles')
        torch.save(net.state_dict(), first)
    found = chats(os.path.join(wish.data, 'chats'))
    unseen = [chat for at, chat in enumerate(found) if wish.fold >= 0 and at % wish.folds == wish.fold]
    known = [chat for at, chat in enumerate(found) if wish.fold < 0 or at % wish.folds != wish.fold]
    for at, chat in enumerate(found):
        for one in chat:
            one.ticket = one.ticket and (at, one.ticket)
    beside = {'held out': [one for chat in unseen for one in chat], 'dev': [one for chat in chats(wish.dev) for one in chat] if wish.dev else []}
    for name, messages in beside.items():
        if messages:
            report(name + ', single messages only', messages, read(net, tokens, messages))
    weights = balance([one for chat in known for one in chat] + rows)
    run(net, tokens, chat_batches(known, rows, wish.then), 1.2e-4, weights, 'chats')
    name = 'all' if wish.fold < 0 else f'fold-{wish.fold}'
    for title, messages in beside.items():
        if messages:
            likely = read(net, tokens, messages)
            report(title, messages, likely)
            np.save(os.path.join(wish.out, f'{name}-{title.replace(" ", "-")}.npy'), likely)
    torch.save(net.state_dict(), os.path.join(wish.out, name + '.pt'))


if __name__ == '__main__':
    main()
