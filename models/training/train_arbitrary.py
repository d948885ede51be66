"""Trains a network that is told the factor, for factors between the integers.

The network of sr-fast gets the factor f as a second input plane (1/f, constant) and
works on the grid of the next integer s; its output is taken to the factor f by the
same antialiased cubic resampler that the plugin uses, and the loss is taken there, so
that the network learns what a reduction by f, not by s, has left over.

    python train_arbitrary.py --data DATA/train --run RUN --scale 2 --init start/sr-fast_x2.pt --minutes 4
"""

import argparse

import numpy as np
import torch
import torch.nn.functional as F

import loop
import sr_data
from matlab_resize import resize_matrix
from sr_model import SuperResolutionNet
from train_sr import NETS, Sampler, peaks

PATCH = 40
BATCH = 16
# Share of crops with points and thin lines, see train_sr.peaks.
PEAKS = 0.08


def reduced(highs, factor):
    """Low-resolution patches of high-resolution ones (n, 1, PATCH f, PATCH f), and the factor's plane."""
    m = torch.from_numpy(resize_matrix(highs.shape[-1], PATCH, 1 / factor))
    low = m @ highs @ m.T
    return torch.cat([low, torch.full_like(low, 1 / factor)], 1).contiguous(memory_format=torch.channels_last)


def to_factor(y, factor, scale):
    m = torch.from_numpy(resize_matrix(PATCH * scale, round(PATCH * factor), factor / scale))
    return m @ y @ m.T


def start(path, scale):
    """The network of a checkpoint; one of sr-fast gets a second plane that it does not use yet."""
    net = SuperResolutionNet(scale=scale, planes=2, **NETS['sr-fast'])
    trained = torch.load(path)['ema']
    if trained['head.w'].shape[1] == 2:
        net.load_state_dict(trained)
        return net
    trained['head.w'] = torch.cat([trained['head.w'], torch.zeros_like(trained['head.w'])], 1)
    mine = net.state_dict()
    net.load_state_dict({k: trained[k] if k in trained and trained[k].shape == v.shape else v for k, v in mine.items()})
    # the branch of the wider head has other shapes: let it begin small
    net.head.squeeze.data.mul_(0.1)
    return net


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--run', required=True)
    p.add_argument('--scale', type=int, required=True, help='integer grid; factors between it and one less')
    p.add_argument('--init', required=True, help='checkpoint of sr-fast of that scale, or of a network that is told the factor')
    p.add_argument('--minutes', type=float, default=4)
    a = p.parse_args()
    torch.manual_seed(3)
    net = start(a.init, a.scale)
    rng = np.random.default_rng(3)
    sampler = Sampler(sr_data.pack(a.data, a.scale, False, a.run), a.scale, PATCH, 3)
    factors = np.arange(40 * (a.scale - 1) + 4, 40 * a.scale + 1) / 40

    def loss(net, progress):
        factor = float(rng.choice(factors))
        size = round(PATCH * factor)
        high = sampler.batch(BATCH)[1][..., :size, :size].contiguous()
        low = reduced(high, factor)
        for i in np.flatnonzero(rng.random(BATCH) < PEAKS):
            pair = peaks(rng, low[i, 0].numpy(), high[i, 0].numpy())
            low[i, 0], high[i, 0] = (torch.from_numpy(np.ascontiguousarray(p)) for p in pair)
        y = to_factor(net(low), factor, a.scale)
        return F.l1_loss(y, high) if progress < 0.7 else 20 * F.mse_loss(y, high)

    kernels = [q for n, q in net.named_parameters() if n.endswith('.w') and n.startswith('body')]
    loop.train(net, kernels, loss, lambda net: '', f'{a.run}/arbitrary_x{a.scale}.pt', minutes=a.minutes, lr=0.004,
               exact=0, config=net.config)


if __name__ == '__main__':
    main()
