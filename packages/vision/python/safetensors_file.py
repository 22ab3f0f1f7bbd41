"""Writes the safetensors format (u64 header length, JSON header, little-endian data) with the standard library only."""

import json
import struct


def write_safetensors(path, tensors, metadata):
    """tensors: list of (name, shape, little-endian float32 bytes); metadata: strings by name."""
    header, offset = {"__metadata__": metadata}, 0
    for name, shape, data in tensors:
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for _, _, data in tensors:
            file.write(data)
