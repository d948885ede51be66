"""Trains networks that imitate the exact operators; checkpoints and resumes.

    python train_operators.py --pairs PAIRS --run RUN --operator all --steps 8000 --minutes 12
    python train_operators.py --pairs PAIRS --run RUN --operator l0-smoothing --init RUN/operator-fast_all.pt ...
    python train_operators.py ... --operator l0-smoothing --net can24

`all` is the all-in-one network, of the operators that --without does not name.
The network of one operator may start from that of another. Mean squared error
over whole pairs, in values of 0 to 1, where operators are learned together in
units that make an operator of small changes count as one of large ones; Muon
for the kernels between features, Adam for the rest; moving average of the
weights.
"""

import argparse
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

from loop import average, set_rates
from muon import Muon
from op_data import EXTRA, Together, Sampler
from op_model import create, parameters


def start_from(net, checkpoint, operators):
    """Takes over the weights of a network of the same size: all that of the same operators, or else what all have in common."""
    weights = dict(checkpoint['ema'])
    if checkpoint['operators'] != operators:
        # colours and slider as they are, other planes anew
        for name in ('head.weight', 'filter.weight', 'straight.weight'):
            if name in weights:
                layer = net.state_dict()[name].clone()
                layer[:, :4] = weights[name][:, :4]
                weights[name] = layer
    net.load_state_dict({**net.state_dict(), **weights})


def units(together, limit=40):
    """What the squared error of each operator is divided by: grows with that of doing nothing, mean 1 in logarithms."""
    nothing = [np.mean([np.mean((x[:3] - y)**2) for x, y in map(pairs.get, range(min(len(pairs), limit)))])
               for pairs in together.pairs]
    unit = torch.tensor(nothing, dtype=torch.float32)**0.75
    return unit / unit.log().mean().exp()


@torch.no_grad()
def validate(net, held, limit=12):
    """PSNR in dB of the mean error, for each operator, and that of doing nothing."""
    result = {}
    for k, pairs in enumerate(held.pairs):
        error = nothing = 0.0
        n = min(len(pairs), limit)
        for i in range(n):
            x, y = pairs.get(i) if len(held.pairs) == 1 else held.get(k, i)
            x, y = torch.from_numpy(x)[None], torch.from_numpy(y)[None].clamp(0, 1)
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
    net = create(a.net, planes, hot).to(a.device, memory_format=torch.channels_last)
    if a.init:
        start_from(net, torch.load(a.init, map_location=a.device), operators)
    kernels = net.kernels()
    rest = [q for q in net.parameters() if all(q is not k for k in kernels)]
    opts = [torch.optim.Adam(rest, a.lr / 4, betas=(0.9, 0.99)), Muon(kernels, a.lr)]
    ema = {k: v.detach().clone() for k, v in net.state_dict().items()}
    path = f'{a.run}/{a.net}_{a.operator}{a.tag}.pt'
    start, spent = 0, 0.0
    if os.path.exists(path):
        c = torch.load(path, map_location=a.device)
        net.load_state_dict(c['net'])
        ema, start, spent = c['ema'], c['step'], c['minutes']
        for o, s in zip(opts, c['opts']):
            o.load_state_dict(s)
    sampler = Sampler(train, a.seed + start)
    shadow = create(a.net, planes, hot).eval()
    print(f'{a.net} {a.operator}: {parameters(net)} parameters, from step {start}', flush=True)
    began = saved = time.time()
    minutes = lambda: spent + (time.time() - began) / 60

    def save(step, done):
        torch.save(dict(net=net.state_dict(), ema=ema, opts=[o.state_dict() for o in opts], step=step, minutes=minutes(),
                        kind=a.net, config=net.config, operators=operators, args=vars(a)), path + '.new')
        os.replace(path + '.new', path)
        shadow.load_state_dict(ema)
        values = validate(shadow, held, 12 if len(operators) == 1 else 3)
        print(f'step {step} {minutes():.1f} min progress {done:.2f} loss {running:.6f} mean '
              f'{sum(v for v, _ in values.values()) / len(values):.2f} '
              + ' '.join(f'{k} {v:.2f}({n:.1f})' for k, (v, n) in values.items()), flush=True)

    running, step = 0.0, start
    while True:
        # progress through the schedule: by steps, or by the clock where that runs out first
        done = max(step / a.steps, minutes() / a.minutes)
        if done >= 1:
            break
        set_rates(opts, a.lr, step, done, 50)
        x, y = sampler.batch(a.batch)
        x, y = x.to(a.device), y.to(a.device)
        with torch.autocast(a.device, torch.bfloat16, enabled=a.half and done < 0.8):
            got = net(x)
        loss = F.mse_loss(got.float(), y) if not several else \
            ((got.float() - y).square().mean((1, 2, 3)) / unit[x[:, -hot:, 0, 0].argmax(1)]).mean()
        for o in opts:
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 0.1)
        for o in opts:
            o.step()
        step += 1
        average(ema, net, step, 0.998)
        running = loss.item() if running == 0 else 0.98 * running + 0.02 * loss.item()
        if time.time() - saved > 50:
            save(step, done)
            saved = time.time()
    save(step, 1.0)


if __name__ == '__main__':
    main()
