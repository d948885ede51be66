"""Writes the NIfTI files of this folder with nibabel, a reader and writer that Vernier has nothing to do with.

    python make.py

Each holds 4 x 3 x 2 voxels whose real value is 0.5 (i + 10 j + 100 k) + 3, except for rgb. The world coordinates that
nibabel computes for some voxels are in landmarks.csv: file, form, i, j, k, x, y, z.
"""
import csv

import nibabel as nib
import numpy as np

SHAPE = (4, 3, 2)
STORED = np.add.outer(np.add.outer(np.arange(4), 10 * np.arange(3)), 100 * np.arange(2))
SFORM = np.array([[0.6, -0.3, 0.2, -90], [0.3, 0.7, 0.1, -126], [-0.1, 0.1, 2.5, -72], [0, 0, 0, 1]])
# left-handed, turned about all axes
QFORM = nib.affines.from_matvec(nib.eulerangles.euler2mat(0.3, 2.2, -0.4) @ np.diag([-0.7, 0.8, 3.0]), [10, 20, 30])
LANDMARKS = [(0, 0, 0), (3, 0, 0), (0, 2, 0), (0, 0, 1), (3, 2, 1)]

rows = []


def save(name, data, image_class, header_class, order):
    header = header_class(endianness=order)
    header.set_data_dtype(data.dtype.newbyteorder(order))
    image = image_class(data, None, header=header)
    image.set_sform(SFORM, 2)
    image.set_qform(QFORM, 1)
    image.header["pixdim"][1:4] = nib.affines.voxel_sizes(QFORM)
    if data.dtype.fields is None:
        image.header.set_slope_inter(0.5, 3)
    image.header.set_xyzt_units("mm", "sec")
    image.header["descrip"] = b"made by nibabel"
    nib.save(image, name)
    again = nib.load(name)
    for form, affine in ("sform", again.get_sform()), ("qform", again.get_qform()):
        for i, j, k in LANDMARKS:
            rows.append([name, form, i, j, k, *(affine @ [i, j, k, 1])[:3]])


for kind in "uint8 int8 int16 uint16 int32 uint32 int64 uint64 float32 float64".split():
    data = STORED.astype(kind)
    save(kind + "-le.nii", data, nib.Nifti1Image, nib.Nifti1Header, "<")
    save(kind + "-be.nii", data, nib.Nifti2Image, nib.Nifti2Header, ">")
rgb = np.zeros(SHAPE, np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")]))
rgb["R"], rgb["G"], rgb["B"] = STORED, 200 - STORED, 7
save("rgb24.nii.gz", rgb, nib.Nifti1Image, nib.Nifti1Header, "<")
save("pair.img", STORED.astype("int16"), nib.Nifti1Pair, nib.nifti1.Nifti1PairHeader, ">")
with open("landmarks.csv", "w", newline="") as out:
    csv.writer(out, lineterminator="\n").writerows(rows)
