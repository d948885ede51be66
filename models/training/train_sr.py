"""Trains one super-resolution network; checkpoints and resumes.

    python train_sr.py --data DATA/train --run RUN --name sr-fast --scale 2 --steps 20000
    python train_sr.py ... --scale 3 --init RUN/sr-fast_x2.pt

L1 loss, then mean squared error for the last quarter (PSNR is the figure that
is reported); Muon (Jordan et al. 2024: momentum orthogonalised by
Newton-Schulz) for the 3x3 kernels, Adam for the rest; exponential moving
average of the weights, which is what is validated and shipped.
"""

import argparse
import math
import os
import time

import numpy as np
import torch
import torch.nn.functional as F

import sr_data
from loop import average, set_rates
from muon import Muon
from sr_model import SuperResolutionNet, parameters

NETS = {'sr-fast': dict(kind='plain', features=32, blocks=8),
        'residual': dict(kind='residual', features=48, blocks=8),
        'residual-large': dict(kind='residual', features=64, blocks=16)}


class Sampler:
    """Random aligned crops, mixed by sr_data.SHARE, with flips, turns and contrast."""

    def __init__(self, data, scale, patch, seed):
        self.data, self.scale, self.patch = data, scale, patch
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
            lo = torch.from_numpy(lo[:240, :240].astype(np.float32))[None, None]
            hi = hi[:240 * scale, :240 * scale].astype(np.float32)
            y = net(lo.contiguous(memory_format=torch.channels_last)).clamp(0, 1)[0, 0].numpy()
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
    p.add_argument('--steps', type=int, required=True)
    p.add_argument('--batch', type=int, default=16)
    p.add_argument('--patch', type=int, default=40, help='side of the low-resolution crop')
    p.add_argument('--lr', type=float, default=0.01, help='Muon; Adam takes a quarter')
    p.add_argument('--minutes', type=float, default=1e9, help='stretch or shrink the schedule to end in this time')
    p.add_argument('--init', help='checkpoint of another scale to start from')
    p.add_argument('--adam', action='store_true', help='Adam for every weight')
    p.add_argument('--tag', default='')
    p.add_argument('--seed', type=int, default=7)
    p.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    a = p.parse_args()
    os.makedirs(a.run, exist_ok=True)
    torch.manual_seed(a.seed)
    gpu = a.device != 'cpu'
    net = SuperResolutionNet(scale=a.scale, **NETS[a.name]).to(a.device, memory_format=torch.channels_last)
    if a.init:
        net.start_from(torch.load(a.init, map_location=a.device)['ema'])
    kernels = [q for n, q in net.named_parameters() if n.endswith('.w') and n.startswith(('body', 'fuse'))]
    if a.adam:
        kernels = []
    rest = [q for q in net.parameters() if all(q is not k for k in kernels)]
    opts = [torch.optim.Adam(rest, a.lr / 4, betas=(0.9, 0.99))] + ([Muon(kernels, a.lr)] if kernels else [])
    ema = {k: v.detach().clone() for k, v in net.state_dict().items()}
    path = f'{a.run}/{a.name}_x{a.scale}{a.tag}.pt'
    start, spent = 0, 0.0
    if os.path.exists(path):
        c = torch.load(path, map_location=a.device)
        net.load_state_dict(c['net'])
        ema, start, spent = c['ema'], c['step'], c['minutes']
        for o, s in zip(opts, c['opts']):
            o.load_state_dict(s)
    train = Sampler(sr_data.pack(a.data, a.scale, False, a.run), a.scale, a.patch, a.seed + start)
    held = sr_data.pack(a.data, a.scale, True, a.run)
    shadow = SuperResolutionNet(scale=a.scale, **NETS[a.name]).to(a.device)
    print(f'{a.name} x{a.scale}: {parameters(net.folded())} parameters folded, from step {start}', flush=True)
    began = time.time()

    def save(step, done):
        torch.save(dict(net=net.state_dict(), ema=ema, opts=[o.state_dict() for o in opts], step=step,
                        minutes=spent + (time.time() - began) / 60, config=net.config, args=vars(a)), path + '.new')
        os.replace(path + '.new', path)
        shadow.load_state_dict(ema)
        v = validate(shadow.cpu(), held, a.scale)
        shadow.to(a.device)
        print(f'step {step} {spent + (time.time() - began) / 60:.1f} min progress {done:.2f} loss {running:.5f} '
              + ' '.join(f'{k} {x:.3f}' for k, x in v.items()), flush=True)

    running, step = 0.0, start
    while True:
        # progress through the schedule: by steps, or by the clock where that runs out first
        done = max(step / a.steps, (spent + (time.time() - began) / 60) / a.minutes)
        if done >= 1:
            break
        set_rates(opts, a.lr, step, done)
        lo, hi = train.batch(a.batch)
        lo = lo.to(a.device, memory_format=torch.channels_last)
        hi = hi.to(a.device)
        with torch.autocast('cuda', torch.bfloat16, enabled=gpu):
            y = net(lo)
        y = y.float()
        loss = F.l1_loss(y, hi) if done < 0.75 else 20 * F.mse_loss(y, hi)
        for o in opts:
            o.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        for o in opts:
            o.step()
        step += 1
        average(ema, net, step, 0.999)
        running = loss.item() if running == 0 else 0.98 * running + 0.02 * loss.item()
        if step % 500 == 0:
            save(step, done)
    save(step, 1.0)


if __name__ == '__main__':
    main()
