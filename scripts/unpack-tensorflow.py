"""python unpack-tensorflow.py WHEELS DEPS: TensorFlow's libraries and C headers out of its wheel; NVIDIA's to where TensorFlow looks, ../nvidia beside its own folder."""

import os
import sys
import zipfile

HEADERS = tuple("tensorflow/include/" + part for part in ("tensorflow/c/", "tensorflow/core/platform/", "xla/tsl/", "tsl/"))
LIBRARIES = "tensorflow/libtensorflow"


def place_of(name):
    if name.startswith(LIBRARIES):
        return "lib/" + os.path.basename(name)
    if name.endswith(".h") and name.startswith(HEADERS):
        return "include/" + name[len("tensorflow/include/") :]
    if name.startswith("nvidia/") and "/lib/" in name and not name.endswith("/"):
        return name
    return None


def main(wheels, deps):
    for wheel in sorted(os.listdir(wheels)):
        with zipfile.ZipFile(os.path.join(wheels, wheel)) as archive:
            for name in archive.namelist():
                place = place_of(name)
                if place is None:
                    continue
                target = os.path.join(deps, place)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with archive.open(name) as source, open(target, "wb") as out:
                    while part := source.read(1 << 22):
                        out.write(part)
    for library in ("cc", "framework"):
        link = "libtensorflow.so" if library == "cc" else "libtensorflow_framework.so"
        os.symlink(f"libtensorflow_{library}.so.2", os.path.join(deps, "lib", link))


if __name__ == "__main__":
    main(*sys.argv[1:3])
