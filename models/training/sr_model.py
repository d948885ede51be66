"""Tile-exact single-image super-resolution networks.

Convolutions, leaky ReLU, addition and pixel shuffle only: no operation reads
more than a fixed neighbourhood, so a tile with a halo of `receptive_radius`
pixels gives exactly the pixels of the whole image.

`plain` (sr-fast): 3x3 convolutions in a row, trained over-parameterised and
folded to plain 3x3 kernels at export (after ECBSR, Zhang et al. 2021, and the
Conv3XC of SPAN, Wan et al. 2024). The branches are folded on the *weights* at
every training step, so training costs what the plain network costs, and the
border behaves the same before and after folding.

`residual`: residual blocks without normalisation (EDSR-baseline,
Lim et al. 2017) of the same folded convolutions.

The input (N, 1, H, W) in [0, 1] gives (N, 1, sH, sW); the network adds detail
to the pixel-repeated input. With two planes the second is constant, 1 / f, and tells
the factor f, at most s, to which the result will be reduced (train_arbitrary.py).
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

SLOPE = 0.1


class FoldedConv(nn.Module):
    """3x3 convolution whose kernel is w + expand-squeeze branch + identity."""

    def __init__(self, cin, cout, identity=False, gain=2):
        super().__init__()
        self.w = nn.Parameter(torch.empty(cout, cin, 3, 3))
        nn.init.kaiming_normal_(self.w, a=SLOPE)
        self.w.data.mul_(0.5 if identity else 1.0)
        self.bias = nn.Parameter(torch.zeros(cout))
        self.register_buffer('eye', torch.zeros(cout, cin, 3, 3))
        if identity:
            self.eye[range(cout), range(cin), 1, 1] = 1.0
        mid = cin * gain
        self.expand = nn.Parameter(torch.randn(mid, cin) / cin**0.5 * 0.5)
        self.depth = nn.Parameter(torch.randn(mid, 1, 3, 3) * 0.05)
        self.squeeze = nn.Parameter(torch.randn(cout, mid) / mid**0.5 * 0.5)

    def kernel(self):
        # 1x1 expand, depthwise 3x3, 1x1 squeeze: one 3x3 kernel
        branch = torch.einsum('om,mkl,mi->oikl', self.squeeze, self.depth[:, 0], self.expand)
        return self.w + branch + self.eye

    def forward(self, x):
        return F.conv2d(x, self.kernel(), self.bias, padding=1)

    def folded(self):
        """The same function as a plain convolution."""
        plain = nn.Conv2d(self.w.shape[1], self.w.shape[0], 3, padding=1)
        plain.weight.data = self.kernel().detach().clone()
        plain.bias.data = self.bias.detach().clone()
        return plain


class SuperResolutionNet(nn.Module):
    def __init__(self, kind, scale, features, blocks, planes=1):
        super().__init__()
        self.config = dict(kind=kind, scale=scale, features=features, blocks=blocks, planes=planes)
        self.kind, self.scale = kind, scale
        self.head = FoldedConv(planes, features)
        if kind == 'plain':
            self.body = nn.ModuleList(FoldedConv(features, features, True) for _ in range(blocks))
        elif kind == 'residual':
            self.body = nn.ModuleList(FoldedConv(features, features) for _ in range(2 * blocks))
            for second in list(self.body)[1::2]:
                second.w.data.mul_(0.1)
            self.fuse = FoldedConv(features, features)
            self.fuse.w.data.mul_(0.1)
        else:
            raise ValueError(kind)
        self.tail = FoldedConv(features, scale * scale)
        self.tail.w.data.mul_(0.1)

    def forward(self, x):
        act = lambda t: F.leaky_relu(t, SLOPE)
        if self.kind == 'plain':
            y = act(self.head(x))
            for conv in self.body:
                y = act(conv(y))
        else:
            first = y = self.head(x)
            for a, b in zip(self.body[0::2], self.body[1::2]):
                y = y + b(act(a(y)))
            y = first + self.fuse(y)
        return F.pixel_shuffle(self.tail(y) + x[:, :1], self.scale)

    def receptive_radius(self):
        """Input pixels that an output pixel reads to each side: one a 3x3 convolution."""
        return sum(isinstance(m, (FoldedConv, nn.Conv2d)) for m in self.modules())

    def folded(self):
        """The same function with plain nn.Conv2d kernels, for export."""
        net = SuperResolutionNet(**self.config)
        net.head, net.tail = self.head.folded(), self.tail.folded()
        net.body = nn.ModuleList(c.folded() for c in self.body)
        if self.kind == 'residual':
            net.fuse = self.fuse.folded()
        return net.eval()

    def start_from(self, other):
        """Takes over every weight of the same shape: the body serves all scales. What a plain body has more than the
        other's starts as the identity, so that little is lost."""
        if self.kind == 'plain':
            for i, conv in enumerate(self.body):
                if f'body.{i}.w' not in other:
                    conv.w.data.mul_(0.05)
                    conv.squeeze.data.mul_(0.05)
        self.load_state_dict({k: other[k] if k in other and other[k].shape == v.shape else v
                              for k, v in self.state_dict().items()})


def parameters(net):
    return sum(p.numel() for p in net.parameters())
