"""Tile-exact network for the through-plane direction of thick-slice stacks.

It works on a plane (x, z) of the stack that has been interpolated along z to the
wanted grid, with the planes before and behind it, so that one network serves every
factor. It is told where the measured slices lie, how far apart they are, and how
thick:

    input  (1, 6, H, W), rows along z: the plane behind, the plane, the plane before
           (values 0 to 1), distance from the next measured slice (0 on it, 1 midway),
           1 / factor, thickness / distance of slices
    output (1, 1, H, W): the plane

Inside, pixels are folded two by two into channels; 3x3 convolutions with leaky ReLU
in a row (over-parameterised while training, `sr_model.FoldedConv`) give what is added
to the plane.
"""

import torch.nn as nn
import torch.nn.functional as F

from sr_model import SLOPE, FoldedConv

CHANNELS = 6
CENTRE = 1


class ThroughPlaneNet(nn.Module):
    def __init__(self, features=48, blocks=8):
        super().__init__()
        self.config = dict(features=features, blocks=blocks)
        self.head = FoldedConv(4 * CHANNELS, features)
        self.body = nn.ModuleList(FoldedConv(features, features, True) for _ in range(blocks))
        self.tail = FoldedConv(features, 4)
        self.tail.w.data.mul_(0.05)
        self.tail.squeeze.data.mul_(0.05)

    def forward(self, x):
        y = F.leaky_relu(self.head(F.pixel_unshuffle(x, 2)), SLOPE)
        for conv in self.body:
            y = F.leaky_relu(conv(y), SLOPE)
        return x[:, CENTRE:CENTRE + 1] + F.pixel_shuffle(self.tail(y), 2)

    def receptive_radius(self):
        """Pixels read to each side: a 3x3 convolution on the folded grid reads two, and the grid one more."""
        return 2 * (2 + len(self.body)) + 1

    def folded(self):
        """The same function with plain nn.Conv2d kernels, for export."""
        net = ThroughPlaneNet(**self.config)
        net.head, net.tail = self.head.folded(), self.tail.folded()
        net.body = nn.ModuleList(c.folded() for c in self.body)
        return net.eval()
