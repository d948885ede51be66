"""The mean of the weights of several trainings that went on from one another, as a checkpoint.

    python mean_weights.py --out RUN/mean.pt 0.25:start/sr-fast_x3.pt 0.75:RUN/sr-fast_x3.pt

(Wortsman et al., Model soups, ICML 2022.) What else the first checkpoint says, steps and minutes, stays; those of the
others are kept as `further`, a pair for each.
"""

import argparse

import torch


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('parts', nargs='+', metavar='SHARE:CHECKPOINT', help='shares may be 0, and are divided by their sum')
    p.add_argument('--out', required=True)
    a = p.parse_args()
    shares, paths = zip(*(part.split(':', 1) for part in a.parts))
    shares = [float(s) / sum(map(float, shares)) for s in shares]
    parts = [torch.load(path, map_location='cpu', weights_only=False) for path in paths]
    first = parts[0]
    ema = {k: sum(s * c['ema'][k].float() for s, c in zip(shares, parts)) for k in first['ema']}
    kept = {k: first[k] for k in ('config', 'step', 'minutes', 'kind', 'operators', 'args') if k in first}
    torch.save(dict(kept, ema=ema, further=[(c['step'], c['minutes']) for c in parts[1:]]), a.out)


if __name__ == '__main__':
    main()
