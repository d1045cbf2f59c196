"""The unigram tokenizer of multilingual-e5: folds characters, marks word starts, finds the likeliest pieces."""
import json
import os

SPACE = '\u2581'


class Tokens:
    def __init__(self, folder):
        table = json.load(open(os.path.join(folder, 'tokenizer.json'), encoding='utf-8'))
        self.start, self.end, self.padding, self.unknown = table['bos'], table['eos'], table['pad'], table['unk']
        self.unknown_score, self.folds = table['unk_score'], table['norm']
        self.vocabulary, self.scores = [], []
        for line in open(os.path.join(folder, 'vocab.tsv'), encoding='utf-8'):
            if not line.startswith('#'):
                _, score, piece, _ = line.rstrip('\n').split('\t')
                self.vocabulary.append(json.loads(piece))
                self.scores.append(float(score))
        self.numbers = {}
        for number, piece in enumerate(self.vocabulary):
            if number > self.unknown and piece:
                self.numbers.setdefault(piece, number)
        self.longest = max(map(len, self.numbers))
        self.known = {}

    def pieces(self, text):
        text = ''.join(self.folds.get(letter, letter) for letter in text)
        while '  ' in text:
            text = text.replace('  ', ' ')
        if not text.startswith(' '):
            text = ' ' + text
        found = []
        for word in text.replace(' ', '\n' + SPACE).split('\n'):
            if word:
                if word not in self.known:
                    self.known[word] = self.likeliest(word)
                found += self.known[word]
        return found

    def likeliest(self, word):
        best, back = [0.0] + [-1e30] * len(word), [(0, 0)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self.longest) + 1):
                number = self.numbers.get(word[start:end])
                if number is not None and best[start] + self.scores[number] > best[end]:
                    best[end], back[end] = best[start] + self.scores[number], (start, number)
            if best[start] + self.unknown_score > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self.unknown_score, (start, self.unknown)
        found, at = [], len(word)
        while at:
            at, number = back[at]
            found.append(number)
        return found[::-1]
