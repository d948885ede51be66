"""Trains one super-resolution network; checkpoints and resumes.

    python train_sr.py --data DATA/train --run RUN --name sr-fast --scale 2 --steps 20000
    python train_sr.py ... --scale 3 --init RUN/sr-fast_x2.pt

L1 loss, then mean squared error, for the last quarter if not told otherwise (PSNR
is the figure that is reported); Muon (Jordan et al. 2024: momentum orthogonalised by
Newton-Schulz) for the 3x3 kernels, Adam for the rest; exponential moving
average of the weights, which is what is validated and shipped.
"""

import argparse
import math
import os

import numpy as np
import torch
import torch.nn.functional as F

import loop
import sr_data
from sr_model import SuperResolutionNet, parameters

NETS = {'sr-fast': dict(kind='plain', features=32, blocks=10),
        'residual': dict(kind='residual', features=48, blocks=8),
        'residual-large': dict(kind='residual', features=64, blocks=16)}


def peaks(rng, lo, hi):
    """Crops with points and thin lines as bright or dark as can be, on what they show or on dark noise: in photographs there
    are none, and without having seen them a network makes of them up to thirty times the range. What they are in high
    resolution nobody knows: their cubic interpolation."""
    if rng.random() < 0.5:
        gain = rng.uniform(0, 0.2)
        lo, hi = lo * gain, hi * gain
    added = rng.uniform(0, 0.04) * rng.normal(size=lo.shape)
    dark = rng.random() < 0.3
    level = rng.uniform(0.3, 1)
    for _ in range(rng.integers(1, 9)):
        y, x = (rng.integers(m) for m in lo.shape)
        dy, dx = ((0, 0), (0, 1), (1, 0), (1, 1), (1, -1))[rng.integers(5)]
        for i in range(rng.integers(1, 5)):
            at = y + i * dy, x + i * dx
            if min(at) >= 0 and at[0] < lo.shape[0] and at[1] < lo.shape[1]:
                added[at] = (0 if dark else level) - lo[at] if dark or level > lo[at] else 0
    added = added.astype(np.float32)
    fine = F.interpolate(torch.from_numpy(added)[None, None], size=hi.shape, mode='bicubic')[0, 0].numpy()
    lo, hi = lo + added, hi + fine
    return (1 - lo, 1 - hi) if rng.random() < 0.3 else (lo, hi)


class Sampler:
    """Random aligned crops, mixed by sr_data.SHARE, with flips, turns and contrast."""

    def __init__(self, data, scale, patch, seed, share_of_peaks=0):
        self.data, self.scale, self.patch, self.peaks = data, scale, patch, share_of_peaks
        self.rng = np.random.default_rng(seed)
        self.kinds = [k for k in sr_data.SHARE if data[k]]
        share = np.array([sr_data.SHARE[k] for k in self.kinds])
        self.share = share / share.sum()
        self.area = {k: np.array([l.size for l, _ in data[k]], float) for k in self.kinds}
        for a in self.area.values():
            a /= a.sum()

    def batch(self, n):
        lows, highs = [], []
        s, r = self.scale, self.rng
        while len(lows) < n:
            kind = self.kinds[r.choice(len(self.kinds), p=self.share)]
            lo, hi = self.data[kind][r.choice(len(self.area[kind]), p=self.area[kind])]
            p = self.patch
            if min(lo.shape) < p:
                continue
            # Of two places the one with more structure: flat background teaches little.
            best = None
            for _ in range(2):
                y, x = r.integers(lo.shape[0] - p + 1), r.integers(lo.shape[1] - p + 1)
                cut = lo[y:y + p, x:x + p].astype(np.float32)
                if best is None or cut.std() > best[0].std():
                    best = cut, hi[y * s:(y + p) * s, x * s:(x + p) * s].astype(np.float32)
            lo, hi = best
            k = r.integers(8)
            lo, hi = np.rot90(lo, k % 4), np.rot90(hi, k % 4)
            if k >= 4:
                lo, hi = lo[:, ::-1], hi[:, ::-1]
            if r.random() < 0.25:
                gain = r.uniform(0.3, 1.0)
                shift = r.uniform(0, 1 - gain)
                if r.random() < 0.3:
                    gain, shift = -gain, 1 - shift
                lo, hi = lo * gain + shift, hi * gain + shift
            if r.random() < self.peaks:
                lo, hi = peaks(r, lo, hi)
            lows.append(lo.copy())
            highs.append(hi.copy())
        to = lambda a: torch.from_numpy(np.stack(a)[:, None])
        return to(lows), to(highs)


@torch.no_grad()
def validate(net, data, scale):
    """Mean PSNR (dB, peak 1, border shaved) per kind on the held-out images."""
    out = {}
    for kind, pairs in data.items():
        v = []
        for lo, hi in pairs[:12]:
            lo = torch.from_numpy(lo[:240, :240].astype(np.float32))[None, None].to(next(net.parameters()).device)
            hi = hi[:240 * scale, :240 * scale].astype(np.float32)
            y = net(lo.contiguous(memory_format=torch.channels_last)).clamp(0, 1)[0, 0].cpu().numpy()
            d = (y - hi)[scale:-scale, scale:-scale]
            v.append(-10 * math.log10(max(float((d**2).mean()), 1e-10)))
        out[kind] = sum(v) / max(len(v), 1)
    return out


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--run', required=True, help='folder of packed data and checkpoints')
    p.add_argument('--name', choices=NETS, required=True)
    p.add_argument('--scale', type=int, choices=(2, 3, 4), required=True)
    p.add_argument('--steps', type=int, default=10**9)
    p.add_argument('--batch', type=int, default=16)
    p.add_argument('--patch', type=int, default=40, help='side of the low-resolution crop')
    p.add_argument('--lr', type=float, default=0.01, help='Muon; Adam takes a quarter')
    p.add_argument('--minutes', type=float, default=1e9, help='stretch or shrink the schedule to end in this time')
    p.add_argument('--init', help='checkpoint of another scale to start from')
    p.add_argument('--adam', action='store_true', help='Adam for every weight')
    p.add_argument('--peaks', type=float, default=0,
                   help='share of crops that get points and thin lines')
    p.add_argument('--squared', type=float, default=0.75, help='from when on the error is squared, as a share of the way')
    p.add_argument('--tag', default='')
    p.add_argument('--seed', type=int, default=7)
    p.add_argument('--half', type=float, nargs='?', const=0.75, default=0,
                   help='bfloat16 until this share of the way, three quarters if not told; on a GPU always')
    p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    a = p.parse_args()
    os.makedirs(a.run, exist_ok=True)
    torch.manual_seed(a.seed)
    net = SuperResolutionNet(scale=a.scale, **NETS[a.name]).to(a.device)
    if a.init:
        net.start_from({k: v.float() for k, v in torch.load(a.init, map_location=a.device)['ema'].items()})
    kernels = [q for n, q in net.named_parameters() if n.endswith('.w') and n.startswith(('body', 'fuse'))]
    path = f'{a.run}/{a.name}_x{a.scale}{a.tag}.pt'
    sampler = Sampler(sr_data.pack(a.data, a.scale, False, a.run), a.scale, a.patch,
                      a.seed + loop.steps_done(path), a.peaks)
    held = sr_data.pack(a.data, a.scale, True, a.run)
    print(f'{a.name} x{a.scale}: {parameters(net.folded())} parameters folded', flush=True)

    def loss(net, progress):
        lo, hi = (t.to(a.device) for t in sampler.batch(a.batch))
        y = net(lo.contiguous(memory_format=torch.channels_last)).float()
        return F.l1_loss(y, hi) if progress < a.squared else 20 * F.mse_loss(y, hi)

    def line(net):
        return ' '.join(f'{k} {v:.3f}' for k, v in validate(net, held, a.scale).items())

    loop.train(net, [] if a.adam else kernels, loss, line, path, steps=a.steps, minutes=a.minutes, lr=a.lr, keep=0.999,
               every=180, exact=1 if a.device != 'cpu' else a.half, config=net.config, about=dict(args=vars(a)))


if __name__ == '__main__':
    main()
