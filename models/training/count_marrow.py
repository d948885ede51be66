"""Nuclei of the bone-marrow pictures (MBM), marked by eye, since the authors' own dots were not at hand.

`marrow.csv` holds the places: candidates of a threshold with watershed, looked at in magnified crops and corrected, one
dot for each nucleus with an outline, one for all lobes of a granulocyte's. They are more than the authors', who left out
pale ones that lie out of focus. So the clear ones are kept, as many as fit the authors' numbers of three training pictures.

The authors' numbers of eight of the pictures, `NUMBERS`, are the heights of the bars in a figure of their notebook
(count-ception-mbm.ipynb of ieee8023/countception, "Counts in each image"; the bars add up to the 1,820 that it prints),
in the order of its shuffle with seed 0. The clear marks of the three training pictures are 0, 0 and 1 off.
"""

import csv
import glob
import os
from collections import defaultdict

import numpy as np
from PIL import Image
from scipy import ndimage

# the least clarity of a nucleus that the authors would have marked, by their numbers of the three training pictures
CLEAR = 104

# the authors' numbers; those of BM_GRAZ_HE_0006 to 0008 are test pictures
NUMBERS = {'BM_GRAZ_HE_0001_01_002': 152, 'BM_GRAZ_HE_0001_01_003': 97, 'BM_GRAZ_HE_0001_02_003': 111,
           'BM_GRAZ_HE_0006_01_003': 92, 'BM_GRAZ_HE_0007_01_001': 65, 'BM_GRAZ_HE_0007_01_003': 93,
           'BM_GRAZ_HE_0008_01_001': 111, 'BM_GRAZ_HE_0008_01_002': 111}


def clarity(rgb, points):
    """How much darker than its surroundings a nucleus is, in gray levels of red: its dark part or its rim, at the radius
    where that is most."""
    red = ndimage.gaussian_filter(rgb[..., 0].astype(float), 0.7)
    rows, columns = np.indices(red.shape)
    reach = 30
    result = []
    for x, y in points:
        window = tuple(slice(int(max(0, v - reach)), int(v + reach + 1)) for v in (y, x))
        r = np.hypot(columns[window] + 0.5 - x, rows[window] + 0.5 - y)
        v = red[window]
        best = np.median(v[(r >= 14) & (r <= 22)]) - np.percentile(v[r <= 9], 20)
        for radius in (4, 7, 10, 13, 16):
            around = v[(r >= 1.35 * radius + 1) & (r <= 1.35 * radius + 8)]
            best = max(best, np.median(around) - np.percentile(v[(r >= radius - 2.5) & (r <= radius + 0.5)], 40))
        result.append(best)
    return np.array(result)


def marked():
    """Columns x, y (pixel edges) of all marked nuclei, by picture."""
    places = defaultdict(list)
    with open(os.path.join(os.path.dirname(__file__), 'marrow.csv')) as f:
        for row in csv.DictReader(f):
            places[row['picture']].append((float(row['x']), float(row['y'])))
    return {k: np.array(v) for k, v in places.items()}


def pictures(folder):
    """(name, RGB) of the pictures of a folder."""
    for f in sorted(glob.glob(f'{folder}/*.png')):
        yield os.path.basename(f).removesuffix('.png'), np.asarray(Image.open(f).convert('RGB'))


def coloured(folder):
    """(RGB, points) of the clear nuclei."""
    places = marked()
    for name, rgb in pictures(folder):
        points = places[name]
        yield rgb, points[clarity(rgb, points) >= CLEAR]


def dark(rgb):
    """What the plugin makes of a colour picture of dark objects: the negative of the colour in which they stand out most,
    which is the one whose values are skewed most to the dark side."""
    values = rgb.reshape(-1, 3).astype(float)
    off = values - values.mean(0)
    skewness = (off**3).mean(0) / values.std(0).clip(1e-9)**3
    return -rgb[..., int(np.argmin(skewness))].astype(np.float32)


def marrow(folder):
    """(plane, points): dark nuclei made bright, as for the plugin's dark objects; the clear ones."""
    for rgb, points in coloured(folder):
        yield dark(rgb), points


def numbered(folder):
    """(plane, the authors' number) of those pictures of which it is known."""
    for name, rgb in pictures(folder):
        if name in NUMBERS:
            yield dark(rgb), NUMBERS[name]
