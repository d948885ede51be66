"""Trains a density network; checkpoints and resumes.

    python count_train.py --data DATA/train --run RUN --kind cells --minutes 14
    python count_train.py --data DATA/train --run RUN --kind subpixel --minutes 12
"""

import argparse
import os

os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')

import cv2
import numpy as np
import torch
from skimage.segmentation import expand_labels

import count_data as data
from count_marrow import coloured, dark
from count_model import CountNet, loss
from loop import train

NETS = {'cells': dict(planes=0, features=48, unit=0.02),
        'subpixel': dict(planes=4, features=32, dilations=(1, 1, 2, 1, 4, 1, 4, 1), unit=0.1, light=True,
                         shared=True)}

# weights of the colours, see count_marrow.dark
RED = np.array([1, 0, 0], np.float32)

# reductions by which the validating images are scored
VALIDATED = (8, 16, 32)


def turned(rng, *maps):
    k, flip = rng.integers(4), rng.integers(2)
    return [np.ascontiguousarray(np.rot90(m, k)[:, ::-1] if flip else np.rot90(m, k)) for m in maps]


class Cells:
    """Crops of cells near the model's object size: what a user measures is off by a quarter. (Not of the VGG cells, which
    come at the model's size and are not resampled then.) Most scenes of nuclei are made anew: dimmed, brightened and taken
    away one by one, those of another image put on top. Some scenes are drawn. A part lies on uneven ground."""

    share = {'vgg': 0.36, 'nuclei': 0.3, 'mbm': 0.22, 'drawn': 0.12}
    # how often the ground is uneven
    ground = {'vgg': 0.05, 'nuclei': 0.35, 'mbm': 0.05, 'drawn': 0.4}
    # the most that the logarithm of the size is off
    spread = {'vgg': 0.04, 'nuclei': 0.3, 'mbm': 0.25, 'drawn': 0.25}
    blocks = (16, 32, 64)
    weight = 4000.0

    def __init__(self, root, drawn=None):
        """`drawn`: another share of drawn scenes."""
        if drawn is not None:
            rest = sum(v for k, v in self.share.items() if k != 'drawn')
            self.share = {k: drawn if k == 'drawn' else v * (1 - drawn) / rest for k, v in self.share.items()}
        cells = list(data.vgg(f'{root}/vgg_cells_001_100'))
        labelled = list(data.bbbc(f'{root}/bbbc039'))
        self.labelled = [(*known(image, labels), data.centres(labels)) for image, labels in labelled[:40]]
        nuclei = [(image, data.centres(labels)) for image, labels in labelled]
        self.slides = list(coloured(f'{root}/mbm'))
        bone = [(dark(rgb), points) for rgb, points in self.slides]
        self.train = {'vgg': cells[:64], 'nuclei': nuclei[:40], 'mbm': bone}
        # ten pictures of two slides are too few to spare some
        self.held = {'vgg': cells[64:], 'nuclei': nuclei[40:]}

    def view(self, kind, pair, scale=1.0):
        """The normalised plane at the model's grid and its points."""
        image, points = pair
        to = [max(1, int(n * data.CELL_SIZE / data.SIZES[kind] * scale + 0.5)) for n in image.shape]
        small = data.resampled(image, tuple(to)) if tuple(to) != image.shape else image
        return small, points * (to[1] / image.shape[1], to[0] / image.shape[0])

    def nuclei(self, rng, most=1.0):
        """Light above the background, points, background and usual light of an image with part of its nuclei."""
        light, _, wide, area, background, usual, points = self.labelled[rng.integers(len(self.labelled))]
        # some images have nuclei that are ten times as bright as others
        unlike = 1.0 if rng.random() < 0.35 else 0.4
        gain = gains(rng, len(area), unlike, rng.uniform(0.2, 1) * most if rng.random() < 0.4 or most < 1 else 1)
        return light * gain[wide], points[gain[1:] > 0], background, usual

    def scene(self, rng):
        """An image of nuclei and its points."""
        light, points, background, usual = self.nuclei(rng)
        if rng.random() < 0.3:
            more, also, _, other = self.nuclei(rng, 0.6)
            h, w = (min(a, b) for a, b in zip(light.shape, more.shape))
            light = light.copy()
            light[:h, :w] += more[:h, :w] * (usual / max(other, 1) * np.exp(rng.normal(0, 0.3)))
            points = np.concatenate([points, also[(also[:, 0] < w) & (also[:, 1] < h)]])
        for make in (debris, fibre):
            if rng.random() < 0.25:
                light = light + make(rng, light.shape, usual)
        return light + background, points

    def batch(self, rng, n=4, size=64):
        """Input and density (n, 1, size, size), and which of them are drawn (n, 1, 1, 1)."""
        xs, ys, made = [], [], []
        while len(xs) < n:
            kind = rng.choice(list(self.share), p=list(self.share.values()))
            scale = np.exp(rng.uniform(-1, 1) * self.spread[kind])
            if kind == 'drawn':
                small, points = drawn(rng, 128, data.CELL_SIZE * scale)
                if rng.random() < 0.25:
                    small, points = vacuoles(rng, -small, points)
                    small = -small
            else:
                pair = self.train[kind][rng.integers(len(self.train[kind]))]
                if kind == 'nuclei' and rng.random() < 0.6:
                    pair = self.scene(rng)
                if kind == 'mbm' and rng.random() < 0.6:
                    pair = tissue(rng, *self.slides[rng.integers(len(self.slides))])
                small, points = self.view(kind, pair, scale)
            if kind == 'nuclei' and rng.random() < 0.3:
                small = np.sqrt(np.maximum(small - small.min(), 0))
            if rng.random() < self.ground[kind]:
                small = uneven(rng, small)
            x = data.normalised(small)
            if rng.random() < 0.5:
                x = x * rng.uniform(0.93, 1.07) + rng.uniform(-0.02, 0.02)
            x = x + rng.uniform(0, 0.01) * rng.normal(size=x.shape).astype(np.float32)
            truth = data.density(small.shape, points, 1.6)
            for _ in range(2):
                top, left = (rng.integers(max(m - size, 0) + 1) for m in small.shape)
                x1, y1 = turned(rng, *(a[top:top + size, left:left + size] for a in (x, truth)))
                if x1.shape == (size, size):
                    xs.append(x1)
                    ys.append(y1)
                    made.append(kind == 'drawn')
        return *self.tensors(xs, ys), torch.tensor(made)[:, None, None, None]

    @staticmethod
    def tensors(xs, ys):
        x = torch.from_numpy(np.stack(xs).astype(np.float32))
        x = x[:, None] if x.ndim == 3 else x
        return x.contiguous(memory_format=torch.channels_last), torch.from_numpy(np.stack(ys)[:, None])

    def validate(self, net):
        parts = []
        for kind, pairs in self.held.items():
            error = []
            for pair in pairs:
                small, points = self.view(kind, pair)
                out = net(torch.from_numpy(data.normalised(small).astype(np.float32))[None, None])[0].sum((1, 2))
                error.append((out[0].item() - len(points), out[1].sqrt().item()))
            e = np.array(error)
            parts.append(f'{kind} MAE {abs(e[:, 0]).mean():.2f} bias {e[:, 0].mean():+.2f} sd {e[:, 1].mean():.1f}')
        return ', '.join(parts)


def tissue(rng, rgb, points):
    """A stained picture as another slide may look, negative, and its points: other stains, other exposure, vacuoles."""
    mixed = rng.uniform(0, 0.2)
    # red is what blue stains take away; some pictures come in gray
    most = RED if rng.random() < 0.9 else data.LUMA
    image = (rgb @ ((1 - mixed) * most + mixed * rng.dirichlet(np.ones(3))) / 255).astype(np.float32)
    # no more than that: how pale a nucleus is decides whether it counts
    image = image.clip(0.01, 1)**np.exp(rng.uniform(-0.1, 0.1))
    if rng.random() < 0.6:
        image, points = vacuoles(rng, image, points)
    return -image, points


def vacuoles(rng, image, points):
    """Bright holes in a picture of dark nuclei, some with a darker rim, and the points that they leave."""
    bright, usual = data.quantile(image, 0.995), data.quantile(image, 0.5)
    holes, rims = np.zeros_like(image), np.zeros_like(image)
    for _ in range(rng.integers(1, 12)):
        at = tuple(int(rng.integers(m)) for m in image.shape[::-1])
        wide = np.exp(rng.uniform(np.log(6), np.log(90)))
        shape = (at, tuple(max(2, int(wide * v)) for v in np.exp(rng.uniform(-0.3, 0.3, 2))), rng.uniform(0, 180), 0, 360)
        cv2.ellipse(holes, *shape, float(rng.uniform(0.5, 1)), -1, cv2.LINE_AA)
        if rng.random() < 0.6:
            cv2.ellipse(rims, *shape, float(rng.uniform(0, 1)), int(rng.integers(1, 5)), cv2.LINE_AA)
    holes, rims = (cv2.GaussianBlur(a, (0, 0), rng.uniform(0.7, 2)) for a in (holes, rims))
    image = image + holes * (bright - image) - rims * rng.uniform(0, 0.8) * max(bright - usual, 0.05)
    inside = holes[points[:, 1].astype(int).clip(0, image.shape[0] - 1), points[:, 0].astype(int).clip(0, image.shape[1] - 1)]
    return image, points[inside < 0.5]


def known(image, labels):
    """Light above the background, labels, labels with their surroundings, pixels of each, background, usual light."""
    background = float(np.median(image[labels == 0]))
    return (image - background, labels, expand_labels(labels, 6), np.bincount(labels.ravel()).clip(1), background,
            float(np.median(image[labels > 0])) - background)


def uneven(rng, image):
    """An image with light from elsewhere, up to twice as strong as what it shows, and unevenly lit."""
    shown = data.quantile(image, 0.99) - data.quantile(image, 0.2)
    low = data.quantile(image, 0.01)
    lit = np.exp(rng.uniform(0, 0.3) * data.field(rng, image.shape))
    haze = np.exp(rng.uniform(np.log(0.1), np.log(2))) * shown / 3 * data.field(rng, image.shape)
    return ((image - low) * lit + haze).astype(np.float32)


def gains(rng, n, spread, part):
    """What the light of each of n labels is multiplied by: about 1, and 0 for those not in the part that stays; 1 for label 0."""
    gain = np.exp(rng.uniform(0, spread) * rng.normal(size=n)) * (rng.random(n) < part)
    gain[0] = 1
    return gain.astype(np.float32)


def debris(rng, shape, usual):
    """Light of one to three specks that are no nuclei."""
    light = np.zeros(shape, np.float32)
    for _ in range(rng.integers(1, 4)):
        y, x = (rng.integers(m) for m in shape)
        axes = tuple(int(v) for v in np.exp(rng.uniform(np.log(3), np.log(60), 2)))
        cv2.ellipse(light, (int(x), int(y)), axes, rng.uniform(0, 180), 0, 360, usual * np.exp(rng.uniform(-1, 2)), -1)
    return cv2.GaussianBlur(light, (0, 0), rng.uniform(1, 8))


def fibre(rng, shape, usual):
    """Light of a fibre across the image, more or less out of focus."""
    h, w = shape
    t = np.linspace(-0.1, 1.1, 60)
    bend = rng.normal(0, 0.15) * np.sin(np.pi * (t * rng.uniform(0.5, 2) + rng.uniform(0, 2)))
    across = np.interp(t, (0, 1), rng.uniform(-0.2, 1.2, 2)) + bend
    x, y = (t * w, across * h) if rng.random() < 0.5 else (across * w, t * h)
    wide = int(np.exp(rng.uniform(np.log(4), np.log(70))))
    light = np.zeros(shape, np.float32)
    cv2.polylines(light, [np.stack([x, y], 1).astype(np.int32)], False, usual * np.exp(rng.uniform(-1.5, 1.2)), wide)
    return cv2.GaussianBlur(light, (0, 0), wide * rng.uniform(0.1, 0.5) + 1)


def drawn(rng, n, size):
    """n x n pixels of ellipses of one usual diameter, alone and in heaps, and their centres: shapes, textures, light and
    blur that the photographs do not have. Half of them are plain: shapes much alike on an even ground, which a network that
    knows cells only takes for more than there are."""
    plain = rng.random() < 0.5
    fine, margin = 2, int(size)
    wide = n + 2 * margin
    number = rng.poisson(np.exp(rng.uniform(np.log(0.01), np.log(0.9))) * wide**2 / size**2)
    near = np.exp(rng.uniform(np.log(0.5), np.log(1.0))) * size
    points = []
    heaps = rng.uniform(0, 0.7)
    for _ in range(number * 3):
        if len(points) >= number:
            break
        at = rng.uniform(0, wide, 2)
        if points and rng.random() < heaps:
            angle = rng.uniform(0, 2 * np.pi)
            at = points[rng.integers(len(points))] + near * rng.uniform(0.9, 1.2) * np.array([np.cos(angle), np.sin(angle)])
        if not points or np.hypot(*(np.array(points) - at).T).min() > near:
            points.append(at)
    points = np.array(points).reshape(-1, 2)
    varied, longer, unlike = rng.uniform(0, 0.25), rng.uniform(0, 0.35), rng.uniform(0, 0.5)
    if plain:
        varied, unlike = varied * rng.uniform(0, 0.5), unlike * rng.uniform(0, 0.3)
        longer *= rng.random() < 0.5
    adds = rng.random() < (0.2 if plain else 0.4)
    light = np.zeros((wide * fine,) * 2, np.float32)
    for x, y in points:
        own, stretch = size * np.exp(varied * rng.normal()), np.exp(longer * rng.uniform(-1, 1))
        one = np.zeros_like(light) if adds else light
        # sixteenths of a fine pixel, whose corners are at half numbers
        axes = tuple(max(16, int(8 * fine * v)) for v in (own * stretch, own / stretch))
        bright = float(np.exp(unlike * rng.normal()))
        at, turn = (int(16 * (x * fine - 0.5)), int(16 * (y * fine - 0.5))), rng.uniform(0, 180)
        cv2.ellipse(one, at, axes, turn, 0, 360, bright, -1, cv2.LINE_AA, 4)
        if adds:
            light += one
        elif not plain and rng.random() < 0.5:
            # a darker rim parts what lies on top
            cv2.ellipse(light, at, axes, turn, 0, 360, bright * rng.uniform(0.3, 0.9), 1, cv2.LINE_AA, 4)
    light = cv2.GaussianBlur(light, (0, 0), fine * np.exp(rng.uniform(np.log(0.3), np.log(size / 5))))
    light = cv2.resize(light, (wide, wide), interpolation=cv2.INTER_AREA)
    uneven = 0.3 * (not plain or rng.random() < 0.2)
    grain = cv2.GaussianBlur(rng.normal(size=light.shape).astype(np.float32), (0, 0), rng.uniform(0.5, size / 4))
    light = light * np.exp(rng.uniform(0, uneven) * grain / grain.std())
    light = light * np.exp(rng.uniform(0, uneven) * data.field(rng, light.shape))
    light = light + rng.uniform(0, uneven) * data.field(rng, light.shape)
    light = light + rng.uniform(0, 0.12) * rng.normal(size=light.shape)
    points = points - margin
    inside = (points >= 0).all(1) & (points < n).all(1)
    return light[margin:-margin, margin:-margin].astype(np.float32), points[inside].astype(np.float32)


class SubPixel:
    """Nuclei reduced to 0.7 to 4 pixels by block means, and simulated scenes.

    A third of the scenes are simulated. Those of nuclei are made anew from the images: nuclei dimmed, brightened and taken
    away one by one, those of another image put on top, debris that is no nucleus. The last ones stay in a pool, reduced in
    several ways.
    """

    weight = 1.0
    sizes = (16, 32, 48)

    def __init__(self, root):
        pairs = list(data.bbbc(f'{root}/bbbc039'))
        self.labelled = [known(image, labels) for image, labels in pairs[:38]]
        pairs = [(image, data.mass(labels)) for image, labels in pairs]
        self.train, self.held = pairs[:38], pairs[38:]
        self.pool = {n: [] for n in self.sizes}

    @staticmethod
    def reduced(pair, k, dy=0, dx=0):
        return data.blocks(pair[0], k, dy, dx) / (k * k), data.blocks(pair[1], k, dy, dx)

    @staticmethod
    def planes(x, object_size):
        return np.concatenate([x[None], np.broadcast_to(data.numbers(x, object_size)[:, None, None], (4,) + x.shape)])

    def nuclei(self, rng, most=1.0):
        """Light above the background, mass, background and usual light of an image with part of its nuclei."""
        image, labels, wide, area, background, usual = self.labelled[rng.integers(len(self.labelled))]
        part = rng.uniform(0.1, 1) if rng.random() < 0.85 else rng.uniform(0, 0.05)
        gain = gains(rng, len(area), 0.25, part * most if rng.random() < 0.5 or most < 1 else 1)
        mass = np.where(gain > 0, 1 / area, 0).astype(np.float32)
        mass[0] = 0
        return turned(rng, image * gain[wide], mass[labels]) + [background, usual]

    def scene(self, rng):
        """An image of nuclei with its mass, and how many pixels a nucleus is wide."""
        light, mass, background, usual = self.nuclei(rng)
        if rng.random() < 0.35:
            more, also, _, other = self.nuclei(rng, 0.8)
            h, w = (min(a, b) for a, b in zip(light.shape, more.shape))
            light[:h, :w] += more[:h, :w] * (usual / max(other, 1) * np.exp(rng.normal(0, 0.1)))
            mass[:h, :w] += also[:h, :w]
        if rng.random() < 0.15:
            light += debris(rng, light.shape, usual)
        scale = np.exp(rng.uniform(-0.2, 0.2))
        to = tuple(int(m * scale) for m in light.shape)
        light, mass = (data.resampled(a, to) for a in (light, mass * (light.size / (to[0] * to[1]))))
        return light + background, mass, 25 * scale

    def add(self, rng):
        """One more scene to the pool, in four reductions."""
        image, truth, width = self.scene(rng)
        for _ in range(4):
            k = int(np.exp(rng.uniform(np.log(6), np.log(36))))
            small, density = self.reduced((image, truth), k, *rng.integers(min(k, 20), size=2))
            if rng.random() < 0.3:
                small = small + rng.uniform(0, 0.02) * np.ptp(small) * rng.normal(size=small.shape)
            self.share(rng, small, density, width / k)

    def share(self, rng, image, truth, object_size):
        x = self.planes(data.normalised(image.astype(np.float32)), object_size * np.exp(rng.normal(0, 0.1)))
        for size in self.sizes:
            if min(truth.shape) >= size:
                self.pool[size] = self.pool[size][-400:] + [(x.astype(np.float32), truth.astype(np.float32))]

    def batch(self, rng, pixels=16384):
        first = min(map(len, self.pool.values())) < 50
        for _ in range(40 if first else 1):
            self.add(rng)
        for _ in range(60 if first else rng.integers(1, 4)):
            # a fifth of the scenes are empty or nearly so: else noise passes for the least density ever seen
            rate = rng.choice([0, 1e-5, 1e-4, 1e-3]) if rng.random() < 0.2 else None
            image, points, object_size = data.simulate(rng, int(rng.choice(self.sizes) * rng.uniform(1.05, 1.6)), rate=rate)
            self.share(rng, image, data.dots(image.shape, points), object_size)
        size = int(rng.choice(self.sizes))
        self.blocks = tuple(b for b in (8, 16, 32) if b < size) + (size,)
        xs, ys = [], []
        for i in rng.integers(len(self.pool[size]), size=pixels // size**2):
            x, truth = self.pool[size][i]
            top, left = (rng.integers(m - size + 1) for m in truth.shape)
            moved = turned(rng, *x[:, top:top + size, left:left + size], truth[top:top + size, left:left + size])
            xs.append(np.stack(moved[:-1]))
            ys.append(moved[-1])
        return Cells.tensors(xs, ys)

    def validating(self, k):
        """Input (1, 5, H, W) and true number of the validating images reduced by k, each with two offsets."""
        for pair in self.held:
            for offset in (0, k // 2):
                image, truth = self.reduced(pair, k, offset, offset)
                x = torch.from_numpy(self.planes(data.normalised(image), 25 / k).astype(np.float32))[None]
                yield x, truth.sum()

    def simulated(self):
        """Input (1, 5, H, W) and true number of the simulated scenes that validate."""
        for image, truth, size in data.simulated(held=True):
            x = self.planes(data.normalised(image), size).astype(np.float32)
            yield torch.from_numpy(x)[None], truth.sum()

    def validate(self, net):
        parts = []
        for k in VALIDATED:
            error = []
            for x, number in self.validating(k):
                n, v = data.moments(net(x)[0].sum((1, 2)).tolist())
                error.append((n / number - 1, v**0.5 / number))
            e = np.array(error)
            parts.append(f'/{k} error {abs(e[:, 0]).mean():.3f} bias {e[:, 0].mean():+.3f} sd {e[:, 1].mean():.3f}')
        n, v, true = np.array([(*data.moments(net(x)[0].sum((1, 2)).tolist()), number) for x, number in self.simulated()]).T
        sd = np.sqrt(v)
        parts.append(f'simulated ratio {np.median(n / true):.2f} error {np.mean(abs(n / true - 1)):.2f} sd {np.mean(sd / true):.2f} '
                     f'within 1.28 sd {np.mean(abs(n - true) <= 1.28 * sd):.2f}')
        return ', '.join(parts)


def start_from(net, weights):
    """Takes over weights, also of a network that lacks the last heads or has fewer features: what it does not have is not
    read by what it has."""
    own = net.state_dict()
    for k, v in weights.items():
        if v.dim() == 4 and own[k].shape[1] > v.shape[1]:
            own[k][:len(v), v.shape[1]:] = 0
        own[k][tuple(slice(n) for n in v.shape)] = v.float()
    net.load_state_dict(own)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', required=True)
    p.add_argument('--run', required=True)
    p.add_argument('--kind', choices=NETS, required=True)
    p.add_argument('--minutes', type=float, required=True)
    p.add_argument('--lr', type=float, default=0.01)
    p.add_argument('--seed', type=int, default=3)
    p.add_argument('--init', help='checkpoint whose averaged weights to start from')
    p.add_argument('--teacher', help='checkpoint whose density is half of the truth of cells that are not drawn: what it has '
                   'learned of them stays')
    p.add_argument('--drawn', type=float, help='share of drawn scenes among those of cells')
    p.add_argument('--tag', default='')
    a = p.parse_args()
    torch.manual_seed(a.seed)
    rng = np.random.default_rng()
    source = Cells(a.data, a.drawn) if a.kind == 'cells' else SubPixel(a.data)
    net = CountNet(**NETS[a.kind])
    earlier = []
    if a.init:
        c = torch.load(a.init, weights_only=False)
        start_from(net, c['ema'])
        earlier = c.get('earlier', []) + [(c['step'], c['minutes'])]

    teacher = None
    if a.teacher:
        c = torch.load(a.teacher, weights_only=False)
        teacher = CountNet(**c['config'])
        start_from(teacher, c['ema'])
        teacher.to(memory_format=torch.channels_last)

    def batch_loss(net, _):
        x, truth, *made = source.batch(rng)
        if teacher:
            with torch.no_grad():
                truth = torch.where(made[0], truth, (truth + teacher(x)[:, :1]) / 2)
        return loss(net(x), truth, source.weight, source.blocks)

    train(net, [c.weight for c in net.body], batch_loss, source.validate, f'{a.run}/count-{a.kind}{a.tag}.pt',
          minutes=a.minutes, lr=a.lr, every=300, config=dict(**net.config), about=dict(earlier=earlier))


if __name__ == '__main__':
    main()
