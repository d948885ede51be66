"""Networks that imitate an image-processing operator.

`OperatorNet` (operator-fast) works on three grids: most of it at a quarter and
an eighth of the resolution, where a wide neighbourhood is cheap, and a little
at half the resolution, where edges are placed. Strided convolutions go down,
nearest-neighbour steps go up, earlier features of the same grid are added. To
the picture are added: what comes out of that, a linear filter of the input, and
another one times a gain, for which fine detail needs not to pass through the
features (after the bilateral learning of Gharbi et al., SIGGRAPH 2017, without
its grid), and for some operators a tone curve whose slopes are told at each place. No normalisation and no operation that reads
more than a fixed neighbourhood: tiles give exactly the pixels of the whole.

`Can24` is the network to compare with: Chen, Xu and Koltun, "Fast Image
Processing with Fully-Convolutional Networks", ICCV 2017, section 3, with the
strength as an input plane (their section 5.2), here without its normalisation,
which makes tiles differ from the whole.

Both turn (N, 3 + k, H, W) into (N, 3, H, W): red, green and blue in [0, 1], the
place of the slider in [0, 1], and the guides of the operator (see
vernier.operators); the all-in-one network (operator-all) also one plane for each
operator, 1 for the one to imitate. `OperatorNet` needs sides that are multiples of 8.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

SLOPE = 0.1
CAN_SLOPE = 0.2
CAN_DILATIONS = (1, 2, 4, 8, 16, 32, 64, 1)
CAN_FEATURES = 24

# Layers whose weights are no matrices between features.
OUTER = ('head', 'least', 'tail', 'gain', 'filter', 'straight', 'above', 'slope', 'place', 'sum')

# Sides of the squares, in blocks of 2 x 2 pixels, of which a network may read the least value. Three are the patch of the
# dark channel (7 x 7 pixels) but for a row and a column.
LEAST_OF = (3, 5)

# The filter begins as the picture less this share of its 3 x 3 mean.
LESS_MEAN = 0.7

SIZES = {'operator-fast': dict(widths=(16, 32, 64), quarter=(1, 2), eighth=(1, 2, 4, 2), after=(1,), half=(1,)),
         'operator-all': dict(widths=(24, 48, 80), quarter=(1, 2), eighth=(1, 2, 4, 2), after=(1,), half=(1,))}

# What an operator's own network has besides: dark-channel dehazing asks for the least values of the share of haze, local
# contrast is a tone curve that changes from place to place, and tones and style bend it at the lightness of the surroundings.
# What is decided between neighbouring pixels, as total variation and deconvolution are, wants more room where they are told apart.
WIDE = dict(widths=(24, 32, 64), half=(1, 1))
SPECIAL = {'rof': WIDE, 'tv-l1': WIDE, 'l0-smoothing': WIDE, 'relative-total-variation': WIDE, 'non-local-means': WIDE,
           'richardson-lucy': WIDE,
           'dark-channel-dehazing': dict(least=7), 'local-contrast': dict(half=(1, 1), knots=3, placed=True),
           'multiscale-tone': dict(half=(1, 1), knots=3, placed=True),
           'photographic-style': dict(knots=3, placed=True)}


def convolution(cin, cout, size=3, stride=1, dilation=1, gain=1.0):
    layer = nn.Conv2d(cin, cout, size, stride, dilation * (size - stride) // 2 if stride > 1 else dilation * (size // 2),
                      dilation)
    nn.init.kaiming_normal_(layer.weight, a=SLOPE)
    layer.weight.data.mul_(gain)
    nn.init.zeros_(layer.bias)
    return layer


def near_identity(features, dilation):
    """3x3 convolution that begins as the identity and a little of everything."""
    layer = convolution(features, features, dilation=dilation, gain=0.5)
    layer.weight.data[range(features), range(features), 1, 1] += 1
    return layer


class OperatorNet(nn.Module):
    def __init__(self, planes, widths, quarter, eighth, after, half, hot=0, least=None, knots=0, placed=False):
        """planes: input channels; the others: features of the three grids and dilations of the convolutions on them;
        hot: how many of the planes, the last ones, choose the operator; least: the plane whose least values in several
        neighbourhoods are read too; knots: of the tone curve that is drawn at each place; placed: each place also says
        where on the curve they are, else they are at the same values everywhere."""
        super().__init__()
        self.config = dict(planes=planes, widths=tuple(widths), quarter=tuple(quarter), eighth=tuple(eighth),
                           after=tuple(after), half=tuple(half), hot=hot, least=least, knots=knots, placed=placed)
        a, b, c = widths
        self.head = convolution(planes, a, 6, 2)
        if least is not None:
            self.least = convolution(len(LEAST_OF) + 1, a)
        self.down_quarter = convolution(a, b, 4, 2)
        self.quarter_in = nn.ModuleList(near_identity(b, d) for d in quarter)
        self.down_eighth = convolution(b, c, 4, 2)
        self.eighth = nn.ModuleList(near_identity(c, d) for d in eighth)
        self.up_quarter = convolution(c, b, 1, gain=0.3)
        self.quarter_out = nn.ModuleList(near_identity(b, d) for d in after)
        self.up_half = convolution(b, a, 1, gain=0.3)
        self.half_out = nn.ModuleList(near_identity(a, d) for d in half)
        # red, green and blue of 2 x 2 pixels
        self.tail = convolution(a, 12, gain=0.1)
        self.gain = convolution(a, 12, gain=0.1)
        self.filter = convolution(planes, 12, 6, 2, gain=0.05)
        self.straight = convolution(planes, 12, 6, 2, gain=0)
        if knots:
            # values above each knot, of each colour of 2 x 2 pixels
            self.above = convolution(3, 12 * knots, 2, 2, gain=0)
            self.slope = convolution(a, 12 * knots, 1, gain=0.1)
            self.sum = convolution(12 * knots, 12, 1, gain=0)
            if placed:
                self.place = convolution(a, 12 * knots, 1, gain=0.03)
        for k in range(12):
            c, y, x = k // 4, k // 2 % 2, k % 2
            self.filter.weight.data[k, c, 2 + y, 2 + x] += 1
            self.filter.weight.data[k, c, 1 + y:4 + y, 1 + x:4 + x] -= LESS_MEAN / 9
            for i in range(k * knots, (k + 1) * knots):
                self.above.weight.data[i, c, y, x] = 1
                self.above.bias.data[i] = -(i % knots) / knots
                self.sum.weight.data[k, i] = 1
        if hot:
            # a gain and an offset for each feature of each layer, by operator
            # (feature-wise linear modulation, Perez et al., AAAI 2018)
            self.chosen = nn.ModuleDict()
            for name, (layers, stride) in self.rows().items():
                self.chosen[name] = nn.Conv2d(hot, sum(2 * layer.out_channels for layer in layers), 1, stride, bias=False)
                nn.init.zeros_(self.chosen[name].weight)

    def rows(self):
        """Layers that follow each other on one grid, and the step of that grid in pixels."""
        return {'first': ([self.head], 2), 'quarter': ([self.down_quarter, *self.quarter_in], 4),
                'eighth': ([self.down_eighth, *self.eighth], 8), 'after': ([*self.quarter_out], 4),
                'last': ([*self.half_out], 2)}

    def forward(self, x):
        rows = self.rows()

        def row(name, y):
            layers, _ = rows[name]
            if self.config['hot']:
                # a convolution of 1 x 1, which PyTorch's own does not survive on part of the planes
                step, weight = rows[name][1], self.chosen[name].weight[:, :, 0, 0]
                chosen = torch.einsum('nkhw,ok->nohw', x[:, -self.config['hot']:, ::step, ::step], weight)
                parts = chosen.split([n for layer in layers for n in 2 * [layer.out_channels]], 1)
            for i, layer in enumerate(layers):
                first = layer is self.head and self.config['least'] is not None
                y = layer(y) + self.least(self.lowest(y)) if first else layer(y)
                if self.config['hot']:
                    y = y + y * parts[2 * i] + parts[2 * i + 1]
                y = F.leaky_relu(y, SLOPE)
            return y

        def twice(y):
            return F.interpolate(y, scale_factor=2, mode='nearest')

        half = row('first', x)
        quarter = row('quarter', half)
        y = row('eighth', quarter)
        y = row('after', quarter + twice(self.up_quarter(y)))
        y = row('last', half + twice(self.up_half(y)))
        change = self.tail(y) + self.gain(y) * self.filter(x) + self.straight(x)
        if self.config['knots']:
            above = self.above(x[:, :3])
            if self.config['placed']:
                above = above - self.place(y)
            change = change + self.sum(self.slope(y) * F.relu(above))
        return x[:, :3] + F.pixel_shuffle(change, 2)

    def lowest(self, x):
        """Least values of a plane (N, C, H, W) in blocks of 2 x 2 pixels and in squares of those about each, at half the
        resolution."""
        k = self.config['least']
        block = F.max_pool2d(-x[:, k:k + 1], 2)
        return -torch.cat([block, *(F.max_pool2d(block, size, 1, size // 2) for size in LEAST_OF)], 1)

    def kernels(self):
        """The weights that are matrices between features, for Muon."""
        return [m.weight for name, m in self.named_modules()
                if isinstance(m, nn.Conv2d) and name not in OUTER and not name.startswith('chosen')]


def dilated(layer, x):
    """A dilated convolution as a plain one of every d-th row and column, which PyTorch trains several times faster."""
    d = layer.dilation[0]
    n, c, h, w = x.shape
    if h % d or w % d:
        return layer(x)
    y = x.permute(0, 2, 3, 1).reshape(n, h // d, d, w // d, d, c).permute(0, 2, 4, 1, 3, 5)
    y = y.reshape(n * d * d, h // d, w // d, c).permute(0, 3, 1, 2)
    y = F.conv2d(y, layer.weight, layer.bias, padding=1).permute(0, 2, 3, 1)
    y = y.reshape(n, d, d, h // d, w // d, -1).permute(0, 3, 1, 4, 2, 5).reshape(n, h, w, -1)
    return y.permute(0, 3, 1, 2)


class Can24(nn.Module):
    def __init__(self, planes):
        super().__init__()
        self.config = dict(planes=planes)
        layers = []
        for i, d in enumerate(CAN_DILATIONS):
            layer = nn.Conv2d(planes if i == 0 else CAN_FEATURES, CAN_FEATURES, 3, padding=d, dilation=d)
            # the authors begin with the identity
            nn.init.normal_(layer.weight, std=0.01)
            nn.init.zeros_(layer.bias)
            for k in range(min(layer.weight.shape[:2])):
                layer.weight.data[k, k, 1, 1] += 1
            layers.append(layer)
        self.layers = nn.ModuleList(layers)
        self.tail = nn.Conv2d(CAN_FEATURES, 3, 1)
        nn.init.zeros_(self.tail.bias)
        nn.init.normal_(self.tail.weight, std=0.01)
        for k in range(3):
            self.tail.weight.data[k, k, 0, 0] += 1

    def forward(self, x):
        for layer in self.layers:
            x = F.leaky_relu(dilated(layer, x), CAN_SLOPE)
        return self.tail(x)

    def kernels(self):
        return [layer.weight for layer in self.layers[1:]]


def create(kind, planes, operators):
    """A new network for one operator, or for several of which the last planes choose one."""
    if kind == 'can24':
        return Can24(planes)
    special = SPECIAL.get(operators[0], {}) if len(operators) == 1 else dict(hot=len(operators))
    return OperatorNet(planes, **{**SIZES[kind], **special})


def restore(kind, config):
    return (Can24 if kind == 'can24' else OperatorNet)(**config)


def parameters(net):
    return sum(p.numel() for p in net.parameters())
