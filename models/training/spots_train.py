"""Trains the emitter network on simulated pictures; checkpoints and resumes.

    python spots_train.py --run RUN --minutes 22
"""

import argparse
import os

# small products on the simulator's side: threads cost more than they bring
os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')

import numpy as np
import torch

import spots_data
from loop import steps_done, train
from spots_model import SpotNet, loss

SIZE = 48


def batch(rng, n, size=SIZE):
    pairs = [spots_data.targets(*spots_data.scene(rng, size)[:6], rng=rng) for _ in range(n)]
    return (torch.from_numpy(np.stack([p[0] for p in pairs])[:, None]),
            torch.from_numpy(np.stack([p[1] for p in pairs])))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--run', required=True)
    p.add_argument('--minutes', type=float, required=True)
    p.add_argument('--batch', type=int, default=16)
    p.add_argument('--lr', type=float, default=0.01)
    p.add_argument('--seed', type=int, default=11)
    p.add_argument('--name', default='spots')
    p.add_argument('--init', help='checkpoint whose averaged weights to start from')
    a = p.parse_args()
    torch.manual_seed(a.seed)
    path = f'{a.run}/{a.name}.pt'
    net = SpotNet()
    earlier = []
    if a.init:
        c = torch.load(a.init, weights_only=False)
        net.load_state_dict({k: v.float() for k, v in c['ema'].items()})
        earlier = c.get('earlier', []) + [(c['step'], c['minutes'])]
    held = batch(np.random.default_rng(1), 64)

    # of the stages before, too: neither a resumed run nor one that goes on sees the same again
    rng = np.random.default_rng(a.seed + sum(step for step, _ in earlier) + steps_done(path))

    def batch_loss(net, _):
        x, truth = batch(rng, a.batch)
        return loss(net(x.contiguous(memory_format=torch.channels_last)), truth)

    def validate(net):
        out = net(held[0])
        here = held[1][:, 0] > 0
        error = (out[:, 1:3] - held[1][:, 1:3]).permute(0, 2, 3, 1)[here]
        seen = torch.sigmoid(out[:, 0])[here]
        return (f'held loss {loss(out, held[1]):.4f} count {torch.sigmoid(out[:, 0]).sum() / here.sum():.3f} '
                f'p at emitters {seen.mean():.3f} rmse where seen {error[seen > 0.5].square().mean().sqrt():.3f}')

    train(net, [c.weight for c in net.body], batch_loss, validate, path, minutes=a.minutes, lr=a.lr,
          config=dict(**net.config, seed=a.seed, batch=a.batch, size=SIZE), about=dict(earlier=earlier))


if __name__ == '__main__':
    main()
