"""Writes OME-TIFF files with tifffile, in three orders of planes: the value of a plane is 1 + 10 c + 100 z + 1000 t.
And colour, three samples in a page, in two orders and depths: 1 + 10 s + 40 z + 80 t.

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

t, z, y, x, s = np.indices((3, 2, 5, 6, 3))
for name, depth in ("rgb", np.uint8), ("rgb-deep", np.uint16):
    colours = (1 + 10 * s + 40 * z + 80 * t).astype(depth)
    for axes in "TZ", "ZT":
        tifffile.imwrite(
            f"{name}-{axes.lower()}.ome.tif", colours if axes == "TZ" else colours.swapaxes(0, 1), photometric="rgb",
            metadata={"axes": axes + "YXS"})
# the samples are the channels, whatever the order of slices and channels is said to be
with open("rgb-deep-tz.ome.tif", "rb") as file:
    content = file.read()
with open("rgb-deep-czt.ome.tif", "wb") as file:
    file.write(content.replace(b'"XYCZT"', b'"XYZCT"'))
