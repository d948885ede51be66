"""Nuclei of the bone-marrow pictures (MBM), marked by eye, since the authors' own dots were not at hand.

`marrow.csv` holds the places: candidates of a threshold with watershed, looked at in magnified crops and corrected, one
dot for each nucleus with an outline, one for all lobes of a granulocyte's. They are 151 a picture, where the authors'
count of the whole set is 126: whoever marks leaves out more or less of the pale ones, which lie out of focus. So the
clearest are kept, as many as make 126 a picture. A network scored by them is told how well it finds those, and not
what it would reach by the authors' dots.
"""

import csv
import glob
import os
from collections import defaultdict

import numpy as np
from PIL import Image
from scipy import ndimage

from count_data import gray

# the least clarity of a nucleus: that leaves 126 of the 151 a picture
CLEAR = 97.4


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


def marrow(folder):
    """(negative gray, points): dark nuclei made bright, as for the plugin's dark objects; the clear ones."""
    places = marked()
    for f in sorted(glob.glob(f'{folder}/*.png')):
        rgb = np.asarray(Image.open(f).convert('RGB'))
        points = places[os.path.basename(f).removesuffix('.png')]
        yield -gray(rgb), points[clarity(rgb, points) >= CLEAR]
