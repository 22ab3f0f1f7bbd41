"""Makes weights/mtcnn.safetensors from the three nets that come inside the facenet-pytorch package (MIT, see weights/MTCNN-LICENSE).

    pip install torch torchvision requests pillow numpy && pip install --no-deps facenet-pytorch==2.6.0
    python packages/vision/python/convert_mtcnn.py [PICTURE]

With a picture it also prints what facenet-pytorch finds there: the numbers of src/detect/mtcnn/mtcnn.spec.ts.
"""

import json
import pathlib
import sys

import facenet_pytorch
import numpy as np
import torch
from PIL import Image

from safetensors_file import write_safetensors

VISION = pathlib.Path(__file__).parent.parent


def main(picture=None):
    data = pathlib.Path(facenet_pytorch.__file__).parent / "data"
    tensors = []
    for net in ("pnet", "rnet", "onet"):
        for name, value in torch.load(data / f"{net}.pt", map_location="cpu", weights_only=True).items():
            tensors.append((f"{net}.{name}", tuple(value.shape), value.float().contiguous().numpy().astype("<f4").tobytes()))
    write_safetensors(VISION / "weights/mtcnn.safetensors", tensors, {"source": "facenet-pytorch 2.6.0"})
    if picture is not None:
        found = facenet_pytorch.MTCNN(min_face_size=40, keep_all=True, select_largest=False).detect(Image.open(picture).convert("RGB"), landmarks=True)
        for box, score, points in zip(*found):
            print(json.dumps({"box": np.round(box.astype(float), 2).tolist(), "score": round(float(score), 5), "points": np.round(points.astype(float), 2).tolist()}))


if __name__ == "__main__":
    main(*sys.argv[1:2])
