"""Makes src/embed/facenet/facenet.golden.safetensors: what facenet-pytorch answers on made weights and made pictures.

    pip install torch torchvision requests pillow numpy && pip install --no-deps facenet-pytorch==2.6.0
    python packages/vision/python/make_facenet_golden.py

Weights and pictures come from the recipe of src/embed/facenet/facenet-golden.fixture.ts, so only batch-norm statistics and outputs are kept.
The statistics are those of one pass in training mode over other pictures made the same way: without it every picture gives nearly the same output.
"""

import pathlib

import numpy as np
import torch
from facenet_pytorch import InceptionResnetV1

from safetensors_file import write_safetensors

SIDE = 160
GRID = 8
PICTURES = 4
CALIBRATION = 64


def hashed(name, count):
    """Uniform in [-1, 1): FNV-1a of the name, then lowbias32 of key + i * golden ratio."""
    key = 0x811C9DC5
    for byte in name.encode():
        key = ((key ^ byte) * 0x01000193) & 0xFFFFFFFF
    x = (np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9) + np.uint32(key)).astype(np.uint32)
    x ^= x >> np.uint32(16)
    x = (x * np.uint32(0x7FEB352D)).astype(np.uint32)
    x ^= x >> np.uint32(15)
    x = (x * np.uint32(0x846CA68B)).astype(np.uint32)
    x ^= x >> np.uint32(16)
    return (x >> np.uint32(8)).astype(np.float64) / 2**23 - 1


def made_weight(name, shape):
    u = hashed(name, int(np.prod(shape)))
    if len(shape) > 1:
        values = u * np.sqrt(6 / np.prod(shape[1:]))
    elif name.endswith("weight"):
        values = 1 + 0.3 * u
    else:
        values = 0.2 * u
    return values.astype(np.float32).reshape(shape)


def made_picture(index):
    """A coarse grid of colours, spread by integer bilinear interpolation, and a little grain; height x width x RGB, 0 to 255."""
    grid = np.floor((hashed(f"picture {index}", (GRID + 1) * (GRID + 1) * 3) + 1) * 112).astype(np.int64).reshape(GRID + 1, GRID + 1, 3)
    step = SIDE // GRID
    at = np.arange(SIDE)
    cell, part = at // step, at % step
    rows = grid[cell] * (step - part)[:, None, None] + grid[cell + 1] * part[:, None, None]
    both = rows[:, cell] * (step - part)[None, :, None] + rows[:, cell + 1] * part[None, :, None]
    grain = np.floor((hashed(f"grain {index}", SIDE * SIDE * 3) + 1) * 16).astype(np.int64).reshape(SIDE, SIDE, 3)
    return (both // (step * step) + grain).astype(np.float32)


def batch(first, count):
    pictures = np.stack([made_picture(first + i) for i in range(count)])
    return torch.from_numpy((pictures - 127.5) / 128).permute(0, 3, 1, 2).float()


def main():
    torch.set_num_threads(1)
    net = InceptionResnetV1(pretrained=None, classify=False)
    state = net.state_dict()
    made = {name: torch.from_numpy(made_weight(name, tuple(value.shape))) for name, value in state.items() if value.dim() > 0 and "running" not in name}
    net.load_state_dict({**state, **made})
    norms = [module for module in net.modules() if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d))]
    for norm in norms:
        norm.momentum = None
        norm.reset_running_stats()
    with torch.no_grad():
        net.train()
        net.dropout.p = 0.0
        net(batch(PICTURES, CALIBRATION))
        net.eval()
        outputs = net(batch(0, PICTURES))
    print("cosines", np.round((outputs @ outputs.T).numpy(), 2).tolist())
    stats = [(name, tuple(value.shape), value.numpy().astype("<f4").tobytes()) for name, value in net.state_dict().items() if "running" in name]
    path = pathlib.Path(__file__).parent.parent / "src/embed/facenet/facenet.golden.safetensors"
    write_safetensors(path, [*stats, ("outputs", tuple(outputs.shape), outputs.numpy().astype("<f4").tobytes())], {"torch": torch.__version__})


if __name__ == "__main__":
    main()
