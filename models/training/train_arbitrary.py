"""A learned head for scales between the integers, to compare with resampling.

The network of sr-fast gets the factor f as a second input plane (1/f, constant) and
works on the grid of the next integer s; its output is taken to the factor f by the
same antialiased cubic resampler that the plugin uses, and the loss is taken there, so
that the network learns what a reduction by f, not by s, has left over.

    python train_arbitrary.py --data DATA/train --run RUN --scale 2 --init RUN/sr-fast_x2.pt --minutes 8
    python train_arbitrary.py ... --score DATA/test --factor 1.5
"""

import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

import evaluate_sr
import sr_data
from matlab_resize import resize_matrix
from muon import Muon
from sr_model import FoldedConv, SuperResolutionNet
from train_sr import NETS, Sampler

PATCH = 40


class ScaleAwareNet(SuperResolutionNet):
    def __init__(self, **config):
        super().__init__(**config)
        self.head = FoldedConv(2, config['features'])

    def forward(self, x, factor):
        act = lambda t: F.leaky_relu(t, 0.1)
        y = act(self.head(torch.cat([x, torch.full_like(x, 1 / factor)], 1)))
        for conv in self.body:
            y = act(conv(y))
        return F.pixel_shuffle(self.tail(y) + x, self.scale)


def pair(highs, factor):
    """Low-resolution patches of high-resolution ones (n, 1, PATCH f, PATCH f)."""
    m = torch.from_numpy(resize_matrix(highs.shape[-1], PATCH, 1 / factor))
    return m @ highs @ m.T


def to_factor(y, factor, scale):
    m = torch.from_numpy(resize_matrix(PATCH * scale, round(PATCH * factor), factor / scale))
    return m @ y @ m.T


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data')
    p.add_argument('--run', required=True)
    p.add_argument('--scale', type=int, required=True, help='integer grid; factors between it and one less')
    p.add_argument('--init', help='sr-fast checkpoint of that scale')
    p.add_argument('--minutes', type=float, default=8)
    p.add_argument('--score', help='folder with the test sets: score instead of training')
    p.add_argument('--factor', type=float)
    a = p.parse_args()
    net = ScaleAwareNet(scale=a.scale, **NETS['sr-fast'])
    path = f'{a.run}/arbitrary_x{a.scale}.pt'
    if a.score:
        net.load_state_dict(torch.load(path))
        net.eval()

        class Enlarger:
            session = net

            def __call__(self, low, shape):
                with torch.no_grad():
                    y = net(torch.from_numpy(low[None, None].astype(np.float32)), a.factor)[0, 0].numpy()
                return evaluate_sr.imresize(y, a.factor / a.scale)[:shape[0], :shape[1]]

        for name in ('Set5', 'Set14', 'BSD100'):
            print(name, a.factor, [round(float(v), 4) for v in
                                   evaluate_sr.score_photographs(a.score, name, a.factor, Enlarger())], flush=True)
        return
    start = torch.load(a.init)['ema']
    start['head.w'] = torch.cat([start['head.w'], torch.zeros_like(start['head.w'])], 1)
    start['head.eye'] = torch.cat([start['head.eye']] * 2, 1)
    start['head.expand'] = torch.cat([start['head.expand'], torch.zeros_like(start['head.expand'])], 1)
    net.load_state_dict({k: start[k] if start.get(k, v).shape == v.shape and k in start else v
                         for k, v in net.state_dict().items()})
    # the branch of the wider head has other shapes: keep its start by dropping it
    net.head.squeeze.data.mul_(0.1)
    kernels = [q for n, q in net.named_parameters() if n.endswith('.w') and n.startswith('body')]
    rest = [q for q in net.parameters() if all(q is not k for k in kernels)]
    opts = [torch.optim.Adam(rest, 0.001, betas=(0.9, 0.99)), Muon(kernels, 0.004)]
    rng = np.random.default_rng(3)
    sampler = Sampler(sr_data.pack(a.data, a.scale, False, a.run), a.scale, PATCH, 3)
    ema = {k: v.clone() for k, v in net.state_dict().items()}
    factors = [f / 40 for f in range(40 * (a.scale - 1) + 4, 40 * a.scale + 1)]
    began, step = time.time(), 0
    while (done := (time.time() - began) / 60 / a.minutes) < 1:
        factor = factors[rng.integers(len(factors))]
        size = round(PATCH * factor)
        for o, base in zip(opts, (0.001, 0.004)):
            for g in o.param_groups:
                g['lr'] = base * 0.5 * (1 + math.cos(math.pi * done)) * min(1, (step + 1) / 100)
        high = sampler.batch(16)[1][..., :size, :size].contiguous()
        y = to_factor(net(pair(high, factor).contiguous(memory_format=torch.channels_last), factor), factor, a.scale)
        loss = F.l1_loss(y, high) if done < 0.7 else 20 * F.mse_loss(y, high)
        for o in opts:
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        for o in opts:
            o.step()
        step += 1
        with torch.no_grad():
            for k, v in net.state_dict().items():
                ema[k].lerp_(v, max(0.002, 1 / (step + 1))) if v.is_floating_point() else None
        if step % 500 == 0:
            print(step, round(loss.item(), 5), flush=True)
            torch.save(ema, path)
    torch.save(ema, path)
    print('steps', step)


if __name__ == '__main__':
    main()
