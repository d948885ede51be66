"""The density network: objects per pixel, and the variance of their number.

Six residual blocks at the input's resolution, after Rodriguez and Wegner (Counting the
uncountable, GCPR 2018), with dilated convolutions for the surroundings instead of any
reduction, and no normalisation inside: tiles equal the whole. Loss: density pixel by
pixel and number by block, so that totals are unbiased; the second head learns the
variance of the blocks' numbers (Gaussian likelihood).
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

SLOPE = 0.1
SCALES = (0.25, 1.0, 4.0, 16.0)


class CountNet(nn.Module):
    def __init__(self, planes=0, features=48, dilations=(1, 1, 2, 1, 4, 1, 4, 1, 2, 1, 1, 1), unit=0.05):
        super().__init__()
        self.config = dict(planes=planes, features=features, dilations=list(dilations), unit=unit)
        self.head = nn.Conv2d(len(SCALES) + planes, features, 3, padding=1)
        self.body = nn.ModuleList(nn.Conv2d(features, features, 3, padding=d, dilation=d) for d in dilations)
        for second in list(self.body)[1::2]:
            second.weight.data.mul_(0.3)
        self.mix = nn.Conv2d(features, 48, 1)
        self.tail = nn.Conv2d(48, 2, 1)
        self.tail.weight.data.mul_(0.1)
        self.tail.bias.data = torch.tensor([-2.0, -2.0])

    def forward(self, x):
        """(n, 1 + planes, H, W) to (n, 2, H, W): density and variance density."""
        act = lambda t: F.leaky_relu(t, SLOPE)
        first = x[:, :1]
        y = act(self.head(torch.cat([torch.asinh(first * s) for s in SCALES] + [x[:, 1:]], 1)))
        for a, b in zip(self.body[0::2], self.body[1::2]):
            y = act(y + b(act(a(y))))
        return self.config['unit'] * F.softplus(self.tail(act(self.mix(y))).float())

    def radius(self):
        return 1 + sum(self.config['dilations'])


def blocks(t, b):
    """Sums over blocks of b x b pixels of (n, 1, H, W); what does not fill a block is left out."""
    h, w = t.shape[2] // b, t.shape[3] // b
    return t[:, 0, :h * b, :w * b].reshape(-1, h, b, w, b).sum((2, 4))


def loss(out, truth, weight, sizes):
    """Of (n, 2, H, W) and the density (n, 1, H, W); `weight` of the pixel part, `sizes` of the blocks."""
    mean, var = out[:, :1], out[:, 1:]
    total = weight * F.mse_loss(mean, truth)
    for b in sizes:
        m, v, y = (blocks(t, b) for t in (mean, var, truth))
        # between the counting error of the number and a twentieth of it
        unit = (y + 1).sqrt() + 0.05 * y
        total = total + F.smooth_l1_loss(m / unit, y / unit, beta=0.1) / len(sizes)
        v = v + 1e-3
        total = total + 0.05 / len(sizes) * ((m.detach() - y)**2 / v + v.log()).clamp(max=30).mean()
    return total
