"""Writes OME-TIFF files with tifffile, in three orders of planes: the value of a plane is 1 + 10 c + 100 z + 1000 t.

    python make.py
"""
import numpy as np
import tifffile

SIZES = {"C": 2, "Z": 3, "T": 4}
WEIGHTS = {"C": 10, "Z": 100, "T": 1000}

for axes in "TZC", "CTZ", "ZCT":
    planes = np.ones([SIZES[axis] for axis in axes], np.uint16)
    for dimension, axis in enumerate(axes):
        shape = [1, 1, 1]
        shape[dimension] = SIZES[axis]
        planes = planes + (np.arange(SIZES[axis]) * WEIGHTS[axis]).reshape(shape).astype(np.uint16)
    image = np.broadcast_to(planes[..., None, None], (*planes.shape, 5, 6)).astype(np.uint16)
    tifffile.imwrite(
        axes.lower() + ".ome.tif", image, photometric="minisblack",
        metadata={"axes": axes + "YX", "PhysicalSizeX": 0.25, "PhysicalSizeY": 0.5, "PhysicalSizeZ": 1500,
                  "PhysicalSizeZUnit": "nm"})
