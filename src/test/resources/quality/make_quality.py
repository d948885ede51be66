"""Writes quality.csv: two 8-bit images of 31 x 24 pixels and their scikit-image 0.26 scores.

Run from this folder; needs numpy and scikit-image. Lines: the values of the
first image row by row, those of the second, then PSNR, and SSIM over the
windows that lie wholly in the image.
"""

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

rng = np.random.default_rng(2)
y, x = np.mgrid[:24, :31]
a = np.clip(128 + 80 * np.sin(x / 3) * np.cos(y / 4) + rng.normal(0, 12, x.shape), 0, 255).astype(np.uint8)
b = np.clip(0.8 * a + 20 + rng.normal(0, 9, x.shape), 0, 255).astype(np.uint8)
_, full = structural_similarity(a.astype(float), b.astype(float), gaussian_weights=True, sigma=1.5,
                                use_sample_covariance=False, win_size=11, data_range=255, full=True)
with open('quality.csv', 'w') as file:
    for line in (a.ravel(), b.ravel(), [peak_signal_noise_ratio(a, b, data_range=255)], [full[5:-5, 5:-5].mean()]):
        file.write(','.join(repr(v.item()) for v in line) + '\n')
