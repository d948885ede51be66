"""Makes the bundled folder of an operator network: weights, test tensors, rdf.yaml, card.

    python publish_operator.py --checkpoint RUN/operator-fast_l0-smoothing.pt --pairs PAIRS --results results/operators.jsonl
        --out .. [--rather-exact 'is not faster']

`results` has the lines of `evaluate_operators.py --json`.
"""

import argparse
import json

import numpy as np
import onnx
import torch

from export_operator import build, load
from op_card import AUTHORS, CITE, NAMES, TWO_VALUES, card
from op_data import EXTRA, Pairs, Together
from op_model import parameters
from rdf import write_model

SIDE = 64


def radius(net):
    """Pixels that an output pixel reads to each side, at most; found by what the gradient of a positive network reaches, in
    ramps up and down, whose least values lie at either end."""
    net = type(net)(**net.config)
    for p in net.parameters():
        p.data = torch.full_like(p, 1e-3 if p.dim() > 1 else 0.0)
    n, grid = 512, 8
    reach = 0
    for ramp in (torch.linspace(1, 2, n), torch.linspace(2, 1, n)):
        x = ramp.expand(1, net.config['planes'], n, n).clone().requires_grad_()
        for place in range(n // 2, n // 2 + grid):
            gradient, = torch.autograd.grad(net(x)[0, :, place, place].sum(), x)
            reached = gradient[0].abs().sum((0, 1)).nonzero().flatten()
            reach = max(reach, place - int(reached.min()), int(reached.max()) - place)
    return reach


def test_planes(folder, operators):
    """A held-out pair's planes, cut out; of the first operator where there are several."""
    together = Together(folder, operators)
    x = together.get(0, 0)[0] if len(operators) > 1 else together.pairs[0].get(0)[0]
    middle = (x.shape[1] - SIDE) // 2
    return x[None, :, middle:middle + SIDE, middle:middle + SIDE]


def globals_of(folder, operators):
    """Names of the input planes after the slider, as the plugin fills them."""
    names = []
    for operator in operators:
        about = Pairs(folder, operator).about
        prefix = f'{operator}/' if len(operators) > 1 else ''
        names += [prefix + name for name in about['numbers'] + about['guides']]
    assert len(names) == sum(EXTRA[o] for o in operators)
    return names


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--checkpoint', required=True)
    p.add_argument('--pairs', required=True, help='folder of held-out pairs, of which the test tensors are taken')
    p.add_argument('--results', required=True)
    p.add_argument('--out', required=True, help='folder of the bundled models')
    p.add_argument('--rather-exact', help='why the exact operator is the default, after "the network"')
    a = p.parse_args()
    net, checkpoint = load(a.checkpoint)
    operators = checkpoint['operators']
    several = len(operators) > 1
    label = 'all-in-one' if several else operators[0]
    path = a.checkpoint.removesuffix('.pt') + '.onnx'
    onnx.save(build(net, f'operator-{label}', operators), path)
    with open(a.results) as f:
        rows = [json.loads(line) for line in f]
    names = globals_of(a.pairs, operators)
    planes = ['red', 'green', 'blue', 'slider', *names, *(operators if several else ())]
    reach = radius(net)
    settings = {'family': 'operator-all' if several else 'operator-fast', 'receptive_radius': reach}
    settings |= {'operators': operators} if several else {'operator': operators[0]}
    settings |= {'globals': names} if names else {}
    settings |= {'rather_exact': a.rather_exact} if a.rather_exact else {}
    settings |= {'exact_of_two_values': True} if label in TWO_VALUES else {}
    title = 'All operators in one' if several else NAMES[label]
    test = test_planes(a.pairs, operators)
    write_model(f'{a.out}/operator-{label}', path, test, name=f'{title} learned',
                description=f'Imitates {f"{len(operators)} image-processing operators" if several else title}, at any strength.',
                task='operator', scale=1, authors=AUTHORS, cite=CITE[None] + ([] if several else CITE[label]), multiple=8,
                least=SIDE, tags=['image-processing', '2d', 'photographs', label], channels=planes, settings=settings,
                tolerance=1e-4, input_range=None, values='colours and slider from 0 to 1, then what is known of the picture',
                card=card(label, operators, net, checkpoint, rows, names, reach, parameters(net), a.rather_exact))
    print(f'operator-{label}', parameters(net), 'parameters, radius', reach, 'test', test.shape, float(np.abs(test).max()))


if __name__ == '__main__':
    main()
