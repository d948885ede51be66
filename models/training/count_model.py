"""The density network: objects per pixel, and the variance of their number.

Six residual blocks at the input's resolution, after Rodriguez and Wegner (Counting the
uncountable, GCPR 2018), with dilated convolutions for the surroundings instead of any
reduction, and no normalisation inside: tiles equal the whole. Loss: density pixel by
pixel and number by block, so that totals are unbiased; the second head learns the
variance of the blocks' numbers (Gaussian likelihood).

Below a pixel the number follows from the light: there the density is the light times
objects per light, whose logarithm the network gives, plus a little that needs no light.
How much light an object has may be hard to tell, and is then wrong in all of the image:
a third head gives the deviation by pixel of an error that all pixels share. Deviations
add up where variances do not: that of an area's number is the sum of the second output
plus the squared sum of the third.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

SLOPE = 0.1
SCALES = (0.25, 1.0, 4.0, 16.0)
LIMITS = (-9.0, 4.0)


class CountNet(nn.Module):
    def __init__(self, planes=0, features=32, dilations=(1, 1, 2, 1, 4, 1, 4, 1, 2, 1, 1, 1), unit=0.05, light=False,
                 shared=False):
        super().__init__()
        self.config = dict(planes=planes, features=features, dilations=list(dilations), unit=unit, light=light, shared=shared)
        self.head = nn.Conv2d(len(SCALES) + planes, features, 3, padding=1)
        self.body = nn.ModuleList(nn.Conv2d(features, features, 3, padding=d, dilation=d) for d in dilations)
        for second in list(self.body)[1::2]:
            second.weight.data.mul_(0.3)
        self.mix = nn.Conv2d(features, 48, 1)
        self.tail = nn.Conv2d(48, 2 + light + shared, 1)
        self.tail.weight.data.mul_(0.1)
        self.tail.bias.data = torch.tensor(([-3.0, -2.0, 0.0] if light else [-2.0, -2.0]) + [-2.0] * shared)
        if light:
            # objects per light from the global numbers, from where it starts: nuclei of the training images
            self.share = nn.Conv2d(planes, 1, 1)
            self.share.weight.data = torch.tensor([-1.14] + [0.0] * (planes - 1)).reshape(1, planes, 1, 1)
            self.share.bias.data = torch.tensor([0.06])

    def forward(self, x):
        """(n, 1 + planes, H, W) to (n, 2 or 3, H, W): density, variance density and deviation of what is shared."""
        return self.last(self.features(x), x)

    def features(self, x):
        """What the last layer reads."""
        act = lambda t: F.leaky_relu(t, SLOPE)
        y = act(self.head(torch.cat([torch.asinh(x[:, :1] * s) for s in SCALES] + [x[:, 1:]], 1)))
        for a, b in zip(self.body[0::2], self.body[1::2]):
            y = act(y + b(act(a(y))))
        return act(self.mix(y))

    def last(self, y, x):
        """The outputs from features and the input."""
        y = self.tail(y).float()
        density, variance = (self.config['unit'] * F.softplus(y[:, :2])).split(1, 1)
        if self.config['light']:
            density = density + F.relu(x[:, :1]) * (y[:, 2:3] + self.share(x[:, 1:]).float()).clamp(*LIMITS).exp()
        # detached: doubt about a number is no reason to change it
        shared = [density.detach() * torch.sigmoid(y[:, -1:])] if self.config['shared'] else []
        return torch.cat([density, variance, *shared], 1)

    def radius(self):
        return 1 + sum(self.config['dilations'])


def blocks(t, b):
    """Sums over blocks of b x b pixels of (n, 1, H, W); what does not fill a block is left out."""
    h, w = t.shape[2] // b, t.shape[3] // b
    return t[:, 0, :h * b, :w * b].reshape(-1, h, b, w, b).sum((2, 4))


def loss(out, truth, weight, sizes):
    """Of (n, 2 or 3, H, W) and the density (n, 1, H, W); `weight` of the pixel part, `sizes` of the blocks."""
    mean, var, shared = out[:, :1], out[:, 1:2], out[:, 2:]
    total = weight * F.mse_loss(mean, truth)
    for b in sizes:
        m, v, y = (blocks(t, b) for t in (mean, var, truth))
        # In units between the counting error of the number and a twentieth of it. The unit is the picture's, not the
        # block's: units that grow with the block's own number make the totals too low.
        usual = truth.mean((1, 2, 3))[:, None, None] * (b * b)
        unit = (usual + 1).sqrt() + 0.05 * usual
        # squares as long as the error is that of counting, less where all is wrong: such scenes would drown the others
        total = total + 16 * torch.log1p(((m - y) / unit).square() / 4).mean() / len(sizes)
        v = v + 1e-3
        if shared.numel():
            v = v + blocks(shared, b).square()
        total = total + 0.05 / len(sizes) * ((m.detach() - y)**2 / v + v.log()).clamp(max=30).mean()
    return total
