"""The emitter network: presence, offset, intensity, background and sigma for every pixel.

Full-resolution 3x3 convolutions, two of them dilated, in residual pairs; no pooling and no
normalisation, so that tiles equal the whole. Inside, values are compressed by asinh at
four scales: a bright spot is then a parabola, whose place does not depend on its brightness.
Losses after DECODE (Speiser et al., Nature Methods 2021): cross-entropy for the
presence, Gaussian likelihood with learned spread for the place.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

SCALES = (1.0, 0.2, 0.03, 0.004)
SLOPE = 0.1


class SpotNet(nn.Module):
    def __init__(self, features=48, dilations=(1, 1, 2, 1, 2, 1, 1, 1)):
        super().__init__()
        self.config = dict(features=features, dilations=list(dilations))
        self.head = nn.Conv2d(len(SCALES), features, 3, padding=1)
        self.body = nn.ModuleList(nn.Conv2d(features, features, 3, padding=d, dilation=d) for d in dilations)
        for second in list(self.body)[1::2]:
            second.weight.data.mul_(0.3)
        self.mix = nn.Conv2d(features, 64, 1)
        # logit, dx, dy | log intensity | asinh background | log sigma | log spread of x, y, log intensity
        self.tail = nn.Conv2d(64, 9, 1)
        self.tail.weight.data.mul_(0.1)
        self.tail.bias.data = torch.tensor([-4.0, 0, 0, 4, 0, 0.3, -1, -1, -1])

    def forward(self, x):
        """(n, 1, H, W) to (n, 9, H, W), as listed at `tail`."""
        act = lambda t: F.leaky_relu(t, SLOPE)
        y = act(self.head(torch.cat([torch.asinh(x * s) for s in SCALES], 1)))
        for a, b in zip(self.body[0::2], self.body[1::2]):
            y = act(y + b(act(a(y))))
        return self.tail(act(self.mix(y))).float()

    def radius(self):
        return 1 + sum(self.config['dilations'])


def loss(out, truth):
    """Sum of the parts, of (n, 9, H, W) and the maps (n, 6, H, W) of spots_data.targets."""
    here = truth[:, 0]
    presence = F.binary_cross_entropy_with_logits(out[:, 0], here, reduction='none').sum((1, 2))
    count = here.sum((1, 2))
    # every emitter counts, but a crowded picture less than its number
    weight = 1 / (count + 8)
    spread = out[:, 6:9].clamp(-6, 1)
    error = torch.stack([out[:, 1] - truth[:, 1], out[:, 2] - truth[:, 2], out[:, 3] - truth[:, 3]], 1)
    place = (0.5 * (error * torch.exp(-spread))**2).clamp(max=50) + spread
    place = (place.sum(1) * here).sum((1, 2))
    background = F.smooth_l1_loss(out[:, 4], torch.asinh(truth[:, 4]), reduction='none')
    sigma = F.smooth_l1_loss(out[:, 5], truth[:, 5], reduction='none', beta=0.05)
    rest = ((background * 0.3 + 3 * sigma) * here).sum((1, 2))
    return (weight * (presence + 0.4 * place + 0.4 * rest)).mean()
