"""Writes OME-Zarr images, those of version 0.4 with zarr-python 2: the value at x, y of plane (c, z) is x + 10 y + 100 z + 50 c.

    python make.py
"""
import itertools
import json
import pathlib
import shutil
import struct

import numpy as np
import zarr
from numcodecs import Blosc, GZip, Zlib, Zstd

SHAPE = (2, 3, 11, 13)
C, Z, Y, X = np.ogrid[:2, :3, :11, :13]
VALUES = X + 10 * Y + 100 * Z + 50 * C


def metadata(version):
    multiscale = {
        "axes": [{"name": "c", "type": "channel"}] + [
            {"name": axis, "type": "space", "unit": "micrometer"} for axis in "zyx"],
        "datasets": [{"path": "0", "coordinateTransformations": [
            {"type": "scale", "scale": [1, 2, 0.5, 0.25]}, {"type": "translation", "translation": [0, 0, 10, 20]}]}],
        "name": "ramp"}
    if version == "0.4":
        multiscale["version"] = version
    return {"multiscales": [multiscale]} if version == "0.4" else {"version": version, "multiscales": [multiscale]}


def two(name, compressor, chunks, dtype, separator="/", fill=0):
    shutil.rmtree(name, ignore_errors=True)
    group = zarr.open_group(name, mode="w")
    group.attrs.update(metadata("0.4"))
    array = zarr.open_array(name + "/0", mode="w", shape=SHAPE, chunks=chunks, dtype=dtype, compressor=compressor,
                            fill_value=fill, dimension_separator=separator)
    array[:] = VALUES.astype(dtype)


def three(name, compressor, chunks, dtype):
    """Zarr 3 by hand, after its specification: a folder of gzip or plain chunks, C order, little endian."""
    shutil.rmtree(name, ignore_errors=True)
    level = pathlib.Path(name) / "0"
    level.mkdir(parents=True)
    group = {"zarr_format": 3, "node_type": "group", "attributes": {"ome": metadata("0.5")}}
    (level.parent / "zarr.json").write_text(json.dumps(group, indent=2))
    codecs = [{"name": "bytes", "configuration": {"endian": "little"}}]
    if compressor:
        codecs.append({"name": compressor, "configuration": {"level": 3}})
    (level / "zarr.json").write_text(json.dumps({
        "zarr_format": 3, "node_type": "array", "shape": SHAPE, "data_type": dtype,
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunks}},
        "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
        "fill_value": 0, "codecs": codecs, "attributes": {}, "dimension_names": list("czyx")}, indent=2))
    for index in itertools.product(*(range(-(-size // chunk)) for size, chunk in zip(SHAPE, chunks))):
        block = np.zeros(chunks, np.dtype(dtype).newbyteorder("<"))
        part = VALUES[tuple(slice(i * chunk, (i + 1) * chunk) for i, chunk in zip(index, chunks))]
        block[tuple(slice(0, size) for size in part.shape)] = part
        file = level.joinpath("c", *map(str, index))
        file.parent.mkdir(parents=True, exist_ok=True)
        content = block.tobytes()
        file.write_bytes({"gzip": GZip(level=3), "zstd": Zstd(level=3)}[compressor].encode(content) if compressor else content)


def sharded(name, shard, chunks):
    """Zarr 3 by hand, with several zstd chunks in a file and an index at its end."""
    three(name, "zstd", chunks, "uint16")
    level = pathlib.Path(name) / "0"
    description = json.loads((level / "zarr.json").read_text())
    counts = [size // chunk for size, chunk in zip(shard, chunks)]
    for index in itertools.product(*(range(-(-size // step)) for size, step in zip(SHAPE, shard))):
        content, entries = b"", []
        for inner in itertools.product(*map(range, counts)):
            file = level.joinpath("c", *(str(i * n + j) for i, n, j in zip(index, counts, inner)))
            part = file.read_bytes() if file.exists() else None
            entries.append(struct.pack("<QQ", len(content), len(part)) if part else b"\xff" * 16)
            content += part or b""
        table = b"".join(entries)
        file = level.joinpath("shards", *map(str, index))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content + table + struct.pack("<I", crc32c(table)))
    shutil.rmtree(level / "c")
    (level / "shards").rename(level / "c")
    description["codecs"] = [{"name": "sharding_indexed", "configuration": {
        "chunk_shape": chunks, "codecs": description["codecs"], "index_location": "end",
        "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}]}}]
    description["chunk_grid"]["configuration"]["chunk_shape"] = shard
    (level / "zarr.json").write_text(json.dumps(description, indent=2))


def crc32c(data):
    """Castagnoli's polynomial, bit by bit."""
    value = 0xffffffff
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x82f63b78 if value & 1 else 0)
    return value ^ 0xffffffff


two("v2-blosc.ome.zarr", Blosc(cname="lz4", shuffle=Blosc.SHUFFLE), (1, 1, 8, 8), "uint16")
two("v2-zlib-big.ome.zarr", Zlib(level=3), (2, 2, 5, 6), ">u2", separator=".")
two("v2-zstd.ome.zarr", Zstd(level=3), (1, 3, 11, 13), "<f4")
two("v2-gzip.ome.zarr", GZip(level=3), (1, 1, 16, 16), "uint16", fill=7)
two("v2-plain.ome.zarr", None, (1, 1, 4, 32), "uint16")
three("v3-zstd.ome.zarr", "zstd", (1, 1, 8, 8), "uint16")
three("v3-gzip.ome.zarr", "gzip", (2, 3, 11, 13), "uint16")
three("v3-plain.ome.zarr", None, (1, 2, 6, 8), "float32")
sharded("v3-sharded.ome.zarr", (1, 2, 8, 16), (1, 1, 4, 8))
