"""The first layers of multilingual-e5-small with heads for kind, category, priority and for what ticket it is about."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from data import CATEGORIES, KINDS, PRIORITIES

WIDTH, HEADS, WIDE, TOPIC = 384, 12, 1536, 64
masks = {}


def dropped(values, share, training):
    """Dropout by a random stretch of one fixed mask: drawing chance for every number took a third of the time."""
    if not training or share == 0:
        return values
    key = (share, values.dtype)
    if key not in masks:
        masks[key] = ((torch.rand(16_000_003) >= share).float() / (1 - share)).to(values.dtype)
    first = int(torch.randint(0, 16_000_003 - values.numel(), (1,)))
    return values * masks[key][first:first + values.numel()].view(values.shape)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out, self.norm = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, 1e-12)
        self.up, self.down, self.last = nn.Linear(WIDTH, WIDE), nn.Linear(WIDE, WIDTH), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = torch.softmax((q @ k.transpose(-1, -2)).float() * (WIDTH // HEADS) ** -0.5 + mask, -1).to(v.dtype) @ v
        x = self.norm(x + dropped(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH)), 0.1, self.training))
        return self.last(x + dropped(self.down(F.gelu(self.up(x))), 0.1, self.training))


class Encoder(nn.Module):
    def __init__(self, vocabulary, layers):
        super().__init__()
        self.word, self.place, self.part = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(layers)])
        self.kinds, self.categories = nn.Linear(WIDTH, len(KINDS)), nn.Linear(WIDTH, len(CATEGORIES))
        self.priorities, self.topic = nn.Linear(WIDTH, len(PRIORITIES)), nn.Linear(WIDTH, TOPIC)
        for head in (self.kinds, self.categories, self.priorities, self.topic):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, pieces, parts, mask):
        x = self.norm(self.word(pieces) + self.place.weight[:pieces.shape[1]] + self.part(parts))
        x = dropped(x, 0.1, self.training)
        hidden = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden)
        own = (mask & (parts == 0)).to(x.dtype)[..., None]
        mean = dropped(((x * own).sum(1) / own.sum(1)).float(), 0.2, self.training) * 3.0
        heads = (self.kinds, self.categories, self.priorities)
        return [head(mean).float() for head in heads], F.normalize(self.topic(mean).float(), dim=-1)


def base(path, layers):
    """The encoder before it has learned anything of ours."""
    given = {name: tensor.float() for name, tensor in load_file(path).items()}
    net = Encoder(given['embeddings.word_embeddings.weight'].shape[0], layers)
    state = net.state_dict()
    for name, tensor in (('word', 'word_embeddings'), ('place', 'position_embeddings')):
        state[name + '.weight'] = given[f'embeddings.{tensor}.weight']
    state['part.weight'] = given['embeddings.token_type_embeddings.weight'][:1].repeat(2, 1)
    for end in ('weight', 'bias'):
        state['norm.' + end] = given['embeddings.LayerNorm.' + end]
        for at in range(layers):
            of = lambda name: given[f'encoder.layer.{at}.{name}.{end}']
            state[f'layers.{at}.qkv.{end}'] = torch.cat([of(f'attention.self.{one}') for one in ('query', 'key', 'value')])
            for own, name in (('out', 'attention.output.dense'), ('norm', 'attention.output.LayerNorm'),
                              ('up', 'intermediate.dense'), ('down', 'output.dense'), ('last', 'output.LayerNorm')):
                state[f'layers.{at}.{own}.{end}'] = of(name)
    net.load_state_dict(state)
    return net
