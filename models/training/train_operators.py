"""Trains networks that imitate the exact operators; checkpoints and resumes.

    python train_operators.py --pairs PAIRS --run RUN --operator all --steps 8000 --minutes 12
    python train_operators.py --pairs PAIRS --run RUN --operator l0-smoothing --init RUN/operator-fast_all.pt ...
    python train_operators.py ... --operator l0-smoothing --net can24

`all` is the all-in-one network, of the operators that --without does not name.
The network of one operator may start from that of another. Squared error
over whole pairs, in values of 0 to 1: its root where one operator is learned;
where several are, in units that make an operator of small changes count as one
of large ones. Muon for the kernels between features, Adam for the rest; moving
average of the weights.
"""

import argparse
import math
import os

import numpy as np
import torch
import torch.nn.functional as F

import loop
from op_data import EXTRA, Together, Sampler
from op_model import create, parameters


def start_from(net, checkpoint, operators):
    """Takes over the weights of a network of the same operators, also of a narrower one with fewer layers at half the
    resolution: what is new does not reach what was there, and a new layer changes little. Of other operators' networks
    colours and slider are taken, and what comes after."""
    same = checkpoint['operators'] == operators
    own = net.state_dict()
    for name, value in own.items():
        if name in checkpoint['ema']:
            weights = checkpoint['ema'][name].float()
            if not same and name in ('head.weight', 'filter.weight', 'straight.weight'):
                value[:, :4] = weights[:, :4]
                continue
            if weights.shape != value.shape:
                value[:len(weights)] = 0
            value[tuple(slice(n) for n in weights.shape)] = weights
        elif name.startswith('half_out') and value.dim() == 4:
            value.mul_(0.3)
            value[range(len(value)), range(len(value)), 1, 1] += 0.7
    net.load_state_dict(own)


def units(together, limit=40):
    """What the squared error of each operator is divided by: grows with that of doing nothing, mean 1 in logarithms."""
    nothing = [np.mean([np.mean((x[:3] - y)**2) for x, y in map(pairs.get, range(min(len(pairs), limit)))])
               for pairs in together.pairs]
    unit = torch.tensor(nothing, dtype=torch.float32)**0.75
    return unit / unit.log().mean().exp()


def roots(error, usual=1e-4, least=1e-6):
    """Mean of the roots of squared errors, with the slope of these themselves where they are usual: pairs that are far
    from right, drawn scenes above all, would rule otherwise."""
    return 2 * usual**0.5 * (error + least).sqrt().mean()


@torch.no_grad()
def validate(net, held, limit=12):
    """PSNR in dB of the mean error, for each operator, and that of doing nothing."""
    result = {}
    for k, pairs in enumerate(held.pairs):
        error = nothing = 0.0
        n = min(len(pairs), limit)
        for i in range(n):
            x, y = pairs.get(i) if len(held.pairs) == 1 else held.get(k, i)
            x, y = (torch.from_numpy(t)[None].to(next(net.parameters()).device) for t in (x, y))
            y = y.clamp(0, 1)
            error += float(F.mse_loss(net(x).clamp(0, 1), y)) / n
            nothing += float(F.mse_loss(x[:, :3], y)) / n
        result[pairs.operator] = tuple(-10 * math.log10(max(e, 1e-10)) for e in (error, nothing))
    return result


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--pairs', required=True, help='folder of pairs; with /held of those to validate by')
    p.add_argument('--run', required=True)
    p.add_argument('--operator', required=True, choices=[*EXTRA, 'all'])
    p.add_argument('--without', nargs='*', default=[], help='operators that the all-in-one network does not learn')
    p.add_argument('--net', help='operator-fast if not given, or operator-all for all')
    p.add_argument('--steps', type=int, default=10**9)
    p.add_argument('--minutes', type=float, default=1e9, help='stretch or shrink the schedule to end in this time')
    p.add_argument('--batch', type=int, default=4)
    p.add_argument('--lr', type=float, default=0.01, help='Muon; Adam takes a quarter')
    p.add_argument('--init', help='checkpoint to start from')
    p.add_argument('--tag', default='')
    p.add_argument('--seed', type=int, default=7)
    p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    p.add_argument('--half', action='store_true', help='bfloat16 until the last fifth')
    a = p.parse_args()
    a.net = a.net or ('operator-all' if a.operator == 'all' else 'operator-fast')
    os.makedirs(a.run, exist_ok=True)
    torch.manual_seed(a.seed)
    operators = [o for o in EXTRA if a.operator in (o, 'all') and os.path.exists(f'{a.pairs}/held/{o}')
                 and os.path.exists(f'{a.pairs}/{o}') and o not in a.without]
    train, held = Together(a.pairs, operators), Together(f'{a.pairs}/held', operators)
    several = len(operators) > 1
    planes, hot = (train.planes(), len(operators)) if several else (4 + EXTRA[operators[0]], 0)
    unit = units(train).to(a.device) if several else None
    net = create(a.net, planes, operators).to(a.device)
    if a.init:
        start_from(net, torch.load(a.init, map_location=a.device), operators)
    path = f'{a.run}/{a.net}_{a.operator}{a.tag}.pt'
    sampler = Sampler(train, a.seed + loop.steps_done(path))
    print(f'{a.net} {a.operator}: {parameters(net)} parameters', flush=True)

    def loss(net, _):
        x, y = (t.to(a.device) for t in sampler.batch(a.batch))
        error = (net(x).float() - y).square().mean((1, 2, 3))
        return (error / unit[x[:, -hot:, 0, 0].argmax(1)]).mean() if several else roots(error)

    def line(net):
        values = validate(net, held, 3 if several else 12)
        return f'mean {sum(v for v, _ in values.values()) / len(values):.2f} ' \
            + ' '.join(f'{k} {v:.2f}({n:.1f})' for k, (v, n) in values.items())

    loop.train(net, net.kernels(), loss, line, path, steps=a.steps, minutes=a.minutes, lr=a.lr, warm=50, clip=0.1,
               exact=0.8 if a.half else 0, config=net.config,
               about=dict(kind=a.net, operators=operators, args=vars(a)))


if __name__ == '__main__':
    main()
