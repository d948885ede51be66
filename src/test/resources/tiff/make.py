"""Writes the TIFF files of this folder: layouts that ImageJ does not read, or misreads.

    python make.py        (tifffile and imagecodecs)

Sample (page p, row y, column x, band b) is 1000 p + 100 b + 10 y + x, taken as the file's type takes it: modulo 256 for
bytes, less 500 where the type is signed, divided by 8 for floating point, an odd number or not for bits.
"""

import numpy as np
import tifffile

HEIGHT, WIDTH = 21, 35


def pixels(dtype, bands=1, pages=1):
    p, y, x, b = np.indices((pages, HEIGHT, WIDTH, bands))
    v = 1000 * p + 100 * b + 10 * y + x
    kind = np.dtype(dtype).kind
    v = v / 8 if kind == 'f' else v - 500 if kind == 'i' else v % 2 == 1 if kind == 'b' else v
    v = v.astype(dtype)
    return v[0] if pages == 1 else v


def write(name, array, **options):
    bands = array.shape[-1] > 1
    array = array if bands else array[..., 0]
    options = dict(photometric='minisblack', planarconfig='contig' if bands else None, tile=(16, 32), metadata=None) | options
    if not options['tile']:
        del options['tile']
    tifffile.imwrite(f'{name}.tif', array, **options)


for name in 'u1', 'i1', 'u2', 'i2', 'u4', 'i4', 'f2', 'f4', 'f8':
    write(f'tiles-{name}', pixels(name))
write('tiles-bits', pixels('?'))
write('tiles-big-endian', pixels('u2'), byteorder='>')
write('tiles-lzw', pixels('u2'), compression='lzw', predictor=True)
write('tiles-deflate', pixels('u2', 4), compression='zlib', predictor=True)
write('tiles-packbits', pixels('u2'), compression='packbits')
write('float-differences', pixels('f4', 3), compression='zlib', predictor=3, tile=None)
write('float-differences-big-endian', pixels('f4', 3), compression='zlib', predictor=3, tile=None, byteorder='>')
write('signed-bytes', pixels('i1'), tile=None)
write('bands-u1', pixels('u1', 5), tile=None)
write('bands-u2', pixels('u2', 6), tile=None)
write('bands-apart', np.moveaxis(pixels('u2', 6), -1, 0), planarconfig='separate', tile=None)
write('bands-infrared', pixels('u1', 4), photometric='rgb', extrasamples=[0], tile=None)
write('big-u2', pixels('u2', pages=3), bigtiff=True, tile=None)
write('big-tiles', pixels('u2', 2), bigtiff=True, compression='zlib')
write('rgb', pixels('u1', 3), photometric='rgb')
write('rgb-deep', pixels('u2', 3), photometric='rgb')
write('white-is-zero', pixels('u1'), photometric='miniswhite')
write('zstd', pixels('u2'), compression='zstd')
write('inks', pixels('u1', 4), photometric='separated')

# metres, with a smaller copy as cloud-optimised files have it; keys: projected, pixels are areas or points
for name, point in ('geo', 1), ('geo-points', 2):
    keys = (1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, point, 3072, 0, 1, 32633)
    tags = [(33550, 'd', 3, (10.0, 20.0, 0.0), True), (33922, 'd', 6, (0.0, 0.0, 0.0, 500000.0, 4600000.0, 0.0), True),
            (34735, 'H', len(keys), keys, True)]
    with tifffile.TiffWriter(f'{name}.tif') as out:
        big = pixels('u2', 4)
        options = dict(photometric='minisblack', planarconfig='contig', tile=(16, 16), metadata=None, compression='zlib')
        out.write(big, extratags=tags, **options)
        out.write(big[::2, ::2], subfiletype=1, **options)
tags[1] = (34264, 'd', 16, (0.5, 0, 0, 12.5, 0, -0.25, 0, 48.0, 0, 0, 0, 0, 0, 0, 0, 1), True)
tags[2] = (34735, 'H', 8, (1, 1, 0, 1, 1024, 0, 1, 2), True)
write('geo-degrees', pixels('u1'), tile=None, extratags=tags[1:])
tags = [(42113, 's', 0, '1.25', True), (33550, 'd', 3, (1.0, 1.0, 0.0), True)]
for name, tile in ('no-data', None), ('no-data-tiles', (16, 16)):
    write(name, pixels('f4'), tile=tile, extratags=tags)
write('centimetres', pixels('u2'), resolution=(50, 25), resolutionunit='CENTIMETER')
ome = ('<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0"><Pixels ID="Pixels:0" '
       f'DimensionOrder="XYCZT" Type="uint16" SizeX="{WIDTH}" SizeY="{HEIGHT}" SizeC="2" SizeZ="3" SizeT="1" PhysicalSizeX="0.25" '
       'PhysicalSizeY="0.25" PhysicalSizeZ="2" PhysicalSizeXUnit="nm" PhysicalSizeYUnit="nm" PhysicalSizeZUnit="nm"/></Image></OME>')
write('ome', pixels('u2', pages=6), description=ome)
tifffile.imwrite('complex.tif', (np.arange(12).reshape(3, 4) * (1 + 2j)).astype(np.complex64), metadata=None, software='')
