"""Writes a taught encoder as the program reads it (`src/encoder`):

    python pack.py --base FOLDER --net NET.pt --out encoder.bin

Word vectors take half a byte a number, in blocks as the base had them, so nothing is lost; layers take one byte."""
import argparse
import json
import os
import struct

import numpy as np
import torch

BLOCK, PLACES = 32, 96


def floats(values):
    return np.asarray(values, dtype='<f4').tobytes()


def octets(values):
    blocks = np.asarray(values, dtype=np.float32).reshape(-1, BLOCK)
    scale = (np.abs(blocks).max(1) / 127).astype(np.float16)
    steps = scale.astype(np.float32)
    whole = np.clip(np.round(blocks / np.where(steps == 0, 1, steps)[:, None]), -127, 127).astype(np.int8)
    return np.concatenate([scale.view(np.uint8).reshape(-1, 2), whole.view(np.uint8)], 1).tobytes()


def nibbles(values):
    blocks = np.asarray(values, dtype=np.float32).reshape(-1, BLOCK)
    largest = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(1)]
    scale = (largest / -8).astype(np.float16)
    steps = scale.astype(np.float32)
    whole = np.clip(np.round(blocks / np.where(steps == 0, 1, steps)[:, None]) + 8, 0, 15).astype(np.uint8)
    print(f'word vectors differ by at most {np.abs((whole - 8.0) * steps[:, None] - blocks).max():.2e}')
    both = whole[:, :BLOCK // 2] | (whole[:, BLOCK // 2:] << 4)
    return np.concatenate([scale.view(np.uint8).reshape(-1, 2), both], 1).tobytes()


def text(words):
    data = words.encode()
    return struct.pack('<B', len(data)) + data


def main():
    wish = argparse.ArgumentParser()
    for name in ('base', 'net', 'out'):
        wish.add_argument('--' + name)
    wish = wish.parse_args()
    table = json.load(open(os.path.join(wish.base, 'tokenizer.json'), encoding='utf-8'))
    pieces, scores = [], []
    for line in open(os.path.join(wish.base, 'vocab.tsv'), encoding='utf-8'):
        if not line.startswith('#'):
            _, score, piece, _ = line.rstrip('\n').split('\t')
            pieces.append(json.loads(piece))
            scores.append(float(score))
    state = {name: value.float().numpy() for name, value in torch.load(wish.net).items()}
    layers = 1 + max(int(name.split('.')[1]) for name in state if name.startswith('layers.'))
    folds = [(letter, fold) for letter, fold in table['norm'].items() if len(fold.encode()) < 256]
    with open(wish.out, 'wb') as out:
        out.write(b'LKENC001' + floats([table['unk_score']]) + struct.pack('<I', len(folds)))
        out.write(b''.join(text(letter) + text(fold) for letter, fold in folds))
        out.write(struct.pack('<I', len(pieces)) + b''.join(text(piece) for piece in pieces) + floats(scores))
        out.write(struct.pack('<I', layers) + nibbles(state['word.weight']) + octets(state['place.weight'][:PLACES]))
        out.write(floats(state['part.weight']) + floats(state['norm.weight']) + floats(state['norm.bias']))
        for at in range(layers):
            of = lambda name: state[f'layers.{at}.{name}']
            for name in ('qkv', 'out', 'norm', 'up', 'down', 'last'):
                pack = floats if name in ('norm', 'last') else octets
                out.write(pack(of(name + '.weight')) + floats(of(name + '.bias')))
        for end in ('weight', 'bias'):
            out.write(floats(np.concatenate([state[f'{name}.{end}'] for name in ('kinds', 'categories', 'priorities')])))


if __name__ == '__main__':
    main()
