"""Turns a PyTorch file of weights into safetensors: python pt_to_safetensors.py FILE.pt OUT.safetensors

Only tensors are read (weights_only): a file that would run code is refused. The classifier and batch counters are left out.
"""

import sys


def main(source, target):
    try:
        import torch
    except ImportError:
        sys.exit("needs PyTorch (pip install torch), or the weights as .safetensors")
    from safetensors_file import write_safetensors

    try:
        state = torch.load(source, map_location="cpu", weights_only=True)
    except Exception as error:
        sys.exit("PyTorch does not read it as a file of tensors: " + str(error).strip().split("\n")[0].split(". ")[0])
    state = state.get("state_dict", state) if isinstance(state, dict) else None
    if not isinstance(state, dict) or not state or not all(isinstance(value, torch.Tensor) for value in state.values()):
        sys.exit("it holds something else than named tensors")
    kept = {name: value.detach().float().contiguous() for name, value in state.items() if not name.startswith("logits.") and not name.endswith("num_batches_tracked")}
    write_safetensors(target, [(name, tuple(value.shape), bytes(value.numpy().astype("<f4").tobytes())) for name, value in kept.items()], {})


if __name__ == "__main__":
    main(*sys.argv[1:3])
