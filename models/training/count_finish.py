"""The last layer of a density network fitted again, to whole training images without any augmentation.

    python count_finish.py --data DATA/train --checkpoint RUN/count-cells.pt --kind cells

Averaged weights and augmented crops leave totals that are a few per cent too low, on the training
images as on others. All layers but the last stay as they are, so that this takes a minute. What is left
on the validating images is taken out by one factor.
"""

import argparse
import math
import time

import numpy as np
import torch

import count_data as data
from count_model import CountNet, loss
from count_train import VALIDATED, Cells, SubPixel

# weight of the error of the total
WHOLE = 30


def pictures(source, kind):
    """(input, truth, weight) of every training image, whole; nuclei at the reductions that are scored, cells also as of a
    user who gives their size too small or too large: the VGG cells, which come at the model's size, are not resampled then."""
    if kind == 'cells':
        for name, pairs in source.train.items():
            for pair in pairs:
                for scale in (1.0,) if name == 'vgg' else (0.8, 1.0, 1.25):
                    small, points = source.view(name, pair, scale)
                    yield data.normalised(small)[None], data.density(small.shape, points, 1.6), 1.0 if name != 'mbm' else 0.5
    else:
        for pair in source.train:
            for i, k in enumerate((8, 8, 8, 12, 16, 16, 24, 32, 32)):
                image, truth = source.reduced(pair, k, *np.random.default_rng(i).integers(k // 2 + 1, size=2))
                yield source.planes(data.normalised(image), 25 / k), truth, 1.0
        rng = np.random.default_rng(9)
        for _ in range(80):
            image, truth, width = source.scene(rng)
            k = int(np.exp(rng.uniform(np.log(7), np.log(33))))
            image, truth = source.reduced((image, truth), k)
            yield source.planes(data.normalised(image.astype(np.float32)), width / k), truth, 0.4
        for i in range(180):
            image, points, size = data.simulate(rng, 40, rate=None if i % 6 else 0)
            yield source.planes(data.normalised(image.astype(np.float32)), size), data.dots(image.shape, points), 0.2


@torch.no_grad()
def unbiased(net, source):
    """Takes out of a network below a pixel, by one factor, what its totals on the validating images are too low or too high."""
    got = true = 0.0
    for k in VALIDATED:
        for x, number in source.validating(k):
            got += net(x)[0, 0].sum().item()
            true += number
    net.config['unit'] *= float(true / got)
    net.share.bias += math.log(true / got)
    return true / got


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--checkpoint', required=True, nargs='+', help='several that went on one from the other: their mean')
    p.add_argument('--kind', choices=('cells', 'subpixel'), required=True)
    p.add_argument('--out', help='another checkpoint to write')
    p.add_argument('--minutes', type=float, default=2)
    a = p.parse_args()
    stages = [torch.load(path, weights_only=False) for path in a.checkpoint]
    c = stages[-1]
    c['ema'] = {k: sum(s['ema'][k] for s in stages) / len(stages) for k in c['ema']}
    # the last one knows the steps of those before it
    c['stages'] = len(stages)
    net = CountNet(**c['config'])
    net.load_state_dict(c['ema'])
    source = (Cells if a.kind == 'cells' else SubPixel)(a.data)
    print('before', source.validate(net.eval()) if a.kind == 'subpixel' else '', flush=True)
    known = []
    with torch.no_grad():
        for x, truth, weight in pictures(source, a.kind):
            x = torch.from_numpy(x.astype(np.float32))[None]
            known.append((net.features(x), x, torch.from_numpy(truth.astype(np.float32))[None, None], weight))
        # features of one size each: theirs differ by orders of magnitude
        usual = torch.stack([f.square().mean((0, 2, 3)) for f, *_ in known]).mean(0).sqrt().clamp(min=1e-6)[:, None, None]
        known = [((f / usual).half(), *rest) for f, *rest in known]
        net.tail.weight *= usual
    last = [q for n, q in net.named_parameters() if n.startswith(('tail', 'share'))]
    opt = torch.optim.Adam(last, 0.003)
    began, step, rng = time.time(), 0, np.random.default_rng(4)
    sizes = (16, 64) if a.kind == 'cells' else (8, 16)
    while (done := (time.time() - began) / 60 / a.minutes) < 1:
        opt.param_groups[0]['lr'] = 0.003 * 0.5 * (1 + math.cos(math.pi * done))
        total = 0
        for i in rng.integers(len(known), size=4):
            f, x, y, weight = known[i]
            out = net.last(f.float(), x)
            count = y.sum()
            own = [s for s in sizes if s <= min(y.shape[2:])]
            # the error of the total as it is reported: the terms that forgive what is rare leave it too low
            whole = (out[:, 0].sum() - count).abs() / (count + 5)
            total = total + weight * (loss(out, y, source.weight, own) + WHOLE * whole)
        opt.zero_grad()
        total.backward()
        opt.step()
        step += 1
    net.tail.weight.data /= usual
    print(step, 'steps; after', source.validate(net.eval()), flush=True)
    if a.kind == 'subpixel':
        print(f'totals times {unbiased(net, source):.4f};', source.validate(net), flush=True)
    c['ema'], c['config'] = net.state_dict(), net.config
    torch.save(c, a.out or a.checkpoint[-1].replace('.pt', '-finished.pt'))


if __name__ == '__main__':
    main()
