"""Training pairs of the operators, as `operator-pairs` of the shell writes them.

A folder has for each operator a folder with N pairs of S x S pixels: input.npy
(N, 3, S, S), target.npy (N, 3, S, S), slider.npy (N), numbers.npy (N, K) of
the whole picture and guides.npy (N, M, S, S), planes that depend on each pixel
and those numbers; names and coding are in pairs.json.
"""

import json

import numpy as np
import torch

# Operators in the order of the shell's list, with their planes beyond colours and slider: numbers, then guides.
EXTRA = {'rof': 0, 'tv-l1': 0, 'l0-smoothing': 0, 'relative-total-variation': 0, 'multiscale-tone': 0,
         'multiscale-detail': 0, 'photographic-style': 6, 'dark-channel-dehazing': 4, 'nonlocal-dehazing': 5,
         'pencil-drawing': 5, 'non-local-means': 0, 'background-removal': 0, 'local-contrast': 0, 'richardson-lucy': 0}

# Of those planes the ones that hold one number for the whole picture; they come first.
NUMBERS = {'photographic-style': 5, 'dark-channel-dehazing': 3, 'nonlocal-dehazing': 3, 'pencil-drawing': 3}


def numbers(operators):
    """Places of those planes in the input of a network; of an all-in-one network also those that choose the operator."""
    which, first = [], 4
    for operator in operators:
        which += range(first, first + NUMBERS.get(operator, 0))
        first += EXTRA[operator]
    return which + list(range(first, first + len(operators)) if len(operators) > 1 else ())


# Results may leave 0 to 1; what is far outside is clipped when shown, and must not rule the loss.
LEAST, MOST = -0.1, 1.1


class Pairs:
    """The pairs of one operator; arrays stay on the disk."""

    def __init__(self, folder, operator):
        load = lambda part: np.load(f'{folder}/{operator}/{part}.npy', mmap_mode='r')
        self.operator = operator
        self.input, self.target, self.guides = load('input'), load('target'), load('guides')
        self.slider, self.numbers = np.asarray(load('slider')), np.asarray(load('numbers'))
        with open(f'{folder}/{operator}/pairs.json') as f:
            self.about = json.load(f)
        assert self.numbers.shape[1] == NUMBERS.get(operator, 0), self.about
        assert self.numbers.shape[1] + self.guides.shape[1] == EXTRA[operator], self.about

    def __len__(self):
        return len(self.slider)

    def decoded(self, array):
        return self.about['least'] + array.astype(np.float32) * (self.about['span'] / 65535)

    def get(self, i):
        """Planes (3 + 1 + K + M, S, S) and target (3, S, S), float32."""
        x = self.input[i].astype(np.float32) / 255
        constant = np.concatenate([self.slider[i:i + 1], self.numbers[i]])[:, None, None]
        constant = np.broadcast_to(constant, (len(constant), *x.shape[1:]))
        planes = np.concatenate([x, constant, self.decoded(self.guides[i])])
        return planes, np.clip(self.decoded(self.target[i]), LEAST, MOST)


class Together:
    """The pairs of several operators as the all-in-one network takes them."""

    def __init__(self, folder, operators, pairs=None):
        self.operators = operators
        self.pairs = pairs or [Pairs(folder, o) for o in operators]
        self.first = np.cumsum([4, *(EXTRA[o] for o in operators)])

    def planes(self):
        return int(self.first[-1]) + len(self.operators)

    def get(self, k, i):
        """Pair i of the k-th operator."""
        own, target = self.pairs[k if len(self.pairs) > 1 else 0].get(i)
        x = np.zeros((self.planes(), *own.shape[1:]), np.float32)
        x[:4] = own[:4]
        x[self.first[k]:self.first[k + 1]] = own[4:]
        x[self.first[-1] + k] = 1
        return x, target


class Sampler:
    """Random pairs, flipped and turned; every operator as often as any other."""

    def __init__(self, together, seed):
        self.all, self.rng = together, np.random.default_rng(seed)
        self.single = len(together.operators) == 1

    def batch(self, n):
        xs, ys = [], []
        for _ in range(n):
            k = self.rng.integers(len(self.all.operators))
            i = self.rng.integers(len(self.all.pairs[k]))
            x, y = self.all.pairs[k].get(i) if self.single else self.all.get(k, i)
            turn = self.rng.integers(8)
            if turn & 1:
                x, y = x[:, ::-1], y[:, ::-1]
            if turn & 2:
                x, y = x[:, :, ::-1], y[:, :, ::-1]
            if turn & 4:
                x, y = x.transpose(0, 2, 1), y.transpose(0, 2, 1)
            xs.append(x)
            ys.append(y)
        to = lambda arrays: torch.from_numpy(np.stack(arrays)).contiguous(memory_format=torch.channels_last)
        return to(xs), to(ys)
