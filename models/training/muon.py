"""Muon (Jordan et al. 2024): momentum orthogonalised by Newton-Schulz iterations."""

import torch


class Muon(torch.optim.Optimizer):
    """Momentum whose update is made (nearly) orthogonal, for matrix-like weights."""

    def __init__(self, params, lr, momentum=0.95):
        super().__init__(params, dict(lr=lr, momentum=momentum))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None:
                    continue
                m = self.state[p].setdefault('m', torch.zeros_like(p))
                m.mul_(group['momentum']).add_(p.grad)
                g = (p.grad + group['momentum'] * m).reshape(p.shape[0], -1)
                p.add_(orthogonal(g).reshape(p.shape), alpha=-group['lr'] * max(1, g.shape[0] / g.shape[1])**0.5)


def orthogonal(g, steps=5):
    a, b, c = 3.4445, -4.7750, 2.0315
    x = g / (g.norm() + 1e-12)
    flip = x.shape[0] > x.shape[1]
    x = x.T if flip else x
    for _ in range(steps):
        s = x @ x.T
        x = a * x + (b * s + c * s @ s) @ x
    return x.T if flip else x
