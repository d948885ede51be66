"""Trains the through-plane network; checkpoints and resumes.

    python mri_train.py --data DATA/train --run RUN --minutes 18

Slices of any distance from 1.5 to 6 voxels are made from the training heads while
it runs: Gaussian and box profiles from 0.3 to 1.2 of the distance, and plain
decimation; with noise, a bias field, other contrasts and volume ends. L1 loss, then
mean squared error for the last quarter; Muon for the 3x3 kernels, Adam for the
rest; moving average of the weights.
"""

import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F

import loop
import mri_data as data
from mri_model import ThroughPlaneNet

# voxels beyond the patch along the axis, from which slices at its ends are made
CONTEXT = 20
# rim of the patch whose loss does not count: it sees the patch's end instead of the head
RIM = 4


class Sampler:
    def __init__(self, volumes, patch, seed):
        self.rng = np.random.default_rng(seed)
        weight = np.array([w for w, _, _ in volumes])
        self.share = weight / weight.sum()
        self.volumes = [v.astype(np.float32) for _, v, _ in volumes]
        self.inside = [np.argwhere(m) for _, _, m in volumes]
        self.patch = patch

    def batch(self, n):
        pairs = [self.pair() for _ in range(n)]
        return tuple(torch.from_numpy(np.stack(p)) for p in zip(*pairs))

    def pair(self):
        """((6, z, x) input, (1, z, x) target)."""
        r, p = self.rng, self.patch
        block = self.contrast(self.block(p + 2 * CONTEXT))
        factor = math.exp(r.uniform(math.log(1.5), math.log(6)))
        profile = r.choice(data.PROFILES, p=(0.55, 0.25, 0.2))
        ratio = 0.0 if profile == 'point' else r.uniform(0.3, 1.2)
        first = r.uniform(0, factor)
        end = len(block)
        if r.random() < 0.15:
            # the volume ends within the patch
            first += CONTEXT
        places = first + factor * np.arange(int((end - 1 - first) / factor) + 1)
        flat = block.reshape(end, -1)
        slices = data.profile_matrix(end, places, ratio * factor, profile) @ flat
        if r.random() < 0.35:
            slices += r.normal(0, r.uniform(0, 0.02), slices.shape)
        shift = first - (0.5 * factor - 0.5)
        back = data.interpolation_matrix(end, len(places), factor, shift)[CONTEXT:CONTEXT + p]
        planes = (back @ slices).reshape(p, 3, p).transpose(1, 0, 2)
        # what the run time is told of the thickness is not exact
        told = np.clip(ratio + r.normal(0, 0.07), 0, 1.3)
        x = np.empty((6, p, p), np.float32)
        x[:3] = planes
        x[3] = data.phase(end, factor, shift)[CONTEXT:CONTEXT + p, None]
        x[4] = 1 / factor
        x[5] = told
        return x, block[CONTEXT:CONTEXT + p, 1][None].astype(np.float32)

    def block(self, length):
        """(length along the thick axis, 3, patch) voxels around one in a head, in a random orientation."""
        r = self.rng
        i = r.choice(len(self.volumes), p=self.share)
        volume = self.volumes[i]
        centre = self.inside[i][r.integers(len(self.inside[i]))]
        z, y, x = r.permutation(3)
        at = []
        for axis, n in ((z, length), (y, 3), (x, self.patch)):
            k = centre[axis] - n // 2 + np.arange(n) + (0 if n == 3 else r.integers(-8, 9))
            k = np.clip(k, 0, volume.shape[axis] - 1)
            at.append(k[::-1] if r.random() < 0.5 else k)
        index = [None] * 3
        for place, (axis, k) in enumerate(zip((z, y, x), at)):
            index[axis] = k.reshape([-1 if d == place else 1 for d in range(3)])
        return volume[tuple(index)]

    def contrast(self, block):
        r = self.rng
        if r.random() < 0.4:
            # another sequence: gray values mapped by a random smooth curve; what was 0 stays dark
            knots = np.concatenate(([0], np.cumsum(r.uniform(0.1, 1, 4))))
            values = np.concatenate(([r.uniform(0, 0.1)], r.uniform(0, 1, 4)))
            fine = np.linspace(0, 1, 32)
            curve = np.interp(fine, knots / knots[-1], values)
            curve = np.convolve(np.pad(curve, 3, mode='edge'), np.hanning(9)[1:-1] / np.hanning(9).sum(), 'valid')
            block = np.interp(block, fine, curve)
        if r.random() < 0.3:
            for axis in (0, 2):
                ramp = np.linspace(-1, 1, block.shape[axis]) * r.uniform(-0.25, 0.25)
                block = block * (1 + ramp.reshape([-1 if d == axis else 1 for d in range(3)]))
        return (block * r.uniform(0.6, 1.1)).astype(np.float32)


@torch.no_grad()
def validate(net, held, factors=(2, 3, 4)):
    """Mean gain in dB over cubic interpolation on slabs of the held-back volumes, by factor; Gaussian and gaps."""
    gains = {}
    for factor in factors:
        for profile, ratio in (('gauss', 1.0), ('point', 0.0)):
            gain = []
            for volume, mask in held.values():
                n = volume.shape[2] // 12 * 12
                for k in range(volume.shape[1] // 4, 3 * volume.shape[1] // 4, 12):
                    slab = volume[:, k - 1:k + 2, :n].transpose(2, 1, 0)
                    inside = mask[:, k, :n].T
                    m = int(n / factor)
                    a = data.profile_matrix(n, data.centres(m, factor), ratio * factor, profile)
                    low = (data.interpolation_matrix(n, m, factor) @ (a @ slab.reshape(n, -1))).reshape(slab.shape)
                    w = slab.shape[2] // 2 * 2
                    x = np.empty((1, 6, n, w), np.float32)
                    x[0, :3] = low.transpose(1, 0, 2)[:, :, :w]
                    x[0, 3] = data.phase(n, factor)[:, None]
                    x[0, 4], x[0, 5] = 1 / factor, ratio
                    y = net(torch.from_numpy(x))[0, 0].numpy()
                    truth, inside = slab[:, 1, :w], inside[:, :w]
                    error = lambda e: float((e[inside]**2).mean())
                    gain.append(10 * math.log10(error(x[0, 1] - truth) / error(y - truth)))
            gains[f'x{factor}{"g" if ratio else "p"}'] = sum(gain) / len(gain)
    return gains


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--run', required=True)
    p.add_argument('--minutes', type=float, required=True)
    p.add_argument('--features', type=int, default=48)
    p.add_argument('--blocks', type=int, default=8)
    p.add_argument('--batch', type=int, default=12)
    p.add_argument('--patch', type=int, default=64)
    p.add_argument('--lr', type=float, default=0.01, help='Muon; Adam takes a quarter')
    p.add_argument('--half', action='store_true', help='bfloat16 until the last quarter')
    p.add_argument('--init', help='checkpoint whose averaged weights to start from')
    p.add_argument('--tag', default='')
    p.add_argument('--seed', type=int, default=5)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    net = ThroughPlaneNet(a.features, a.blocks)
    if a.init:
        net.load_state_dict({k: v.float() for k, v in torch.load(a.init)['ema'].items()})
    kernels = [q for n, q in net.named_parameters() if n.endswith('.w') and n.startswith('body')]
    path = f'{a.run}/mri-through-plane{a.tag}.pt'
    sampler = Sampler(data.training_volumes(a.data), a.patch, a.seed + loop.steps_done(path))
    held = data.held_volumes(a.data)
    print(f'{sum(q.numel() for q in net.folded().parameters())} parameters folded', flush=True)

    def loss(net, progress):
        x, truth = sampler.batch(a.batch)
        y = net(x.contiguous(memory_format=torch.channels_last)).float()
        y, truth = (t[:, :, RIM:-RIM, RIM:-RIM] for t in (y, truth))
        return F.l1_loss(y, truth) if progress < 0.75 else 20 * F.mse_loss(y, truth)

    def line(net):
        return ' '.join(f'{k} {v:+.2f}' for k, v in validate(net, held).items())

    loop.train(net, kernels, loss, line, path, minutes=a.minutes, lr=a.lr, keep=0.999, every=180,
               exact=0.75 if a.half else 0, config=net.config, about=dict(args=vars(a)))


if __name__ == '__main__':
    main()
