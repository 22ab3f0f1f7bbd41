/** Packages of the peers, installed together into one Python environment. */
export const PEER_PACKAGES = ['torch', 'torchvision', 'requests', 'pillow', 'numpy', 'onnx', 'onnxscript', 'onnxruntime', 'safetensors'] as const;

/** Installed without what it asks for: it pins releases of PyTorch that are years old, and works with newer ones. */
export const FACENET_PYTORCH = 'facenet-pytorch==2.6.0';

/** Speaks as `MeasuredProgram` says: `PROGRAM facenet-pytorch|onnxruntime MODEL-FOLDER THREADS`. The ONNX model is PyTorch's own export. */
export const PEERS_PROGRAM = `
import json, os, sys, tempfile, time
import numpy as np, torch
from facenet_pytorch import InceptionResnetV1
from safetensors.torch import load_file
peer, folder, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
manifest = json.load(open(os.path.join(folder, 'manifest.json')))
norm = manifest['normalisation']
torch.set_num_threads(threads)
net = InceptionResnetV1(pretrained=None, classify=False)
net.load_state_dict(load_file(os.path.join(folder, manifest['weights'])), strict=False)
net.eval()

def made(count):
    i = np.arange(count * 160 * 160 * 3, dtype=np.int64)
    chips = ((i * 7919 + (i >> 5) * 104729) % 256).astype(np.float32).reshape(count, 160, 160, 3)
    return np.ascontiguousarray(((chips - norm['subtract']) / norm['divideBy']).astype(np.float32).transpose(0, 3, 1, 2))

if peer == 'onnxruntime':
    import onnxruntime
    path = os.path.join(tempfile.mkdtemp(), 'facenet.onnx')
    torch.onnx.export(net, (torch.from_numpy(made(2)),), path, input_names=['x'], output_names=['y'], dynamic_axes={'x': {0: 'n'}, 'y': {0: 'n'}}, dynamo=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
    embed = lambda x: session.run(None, {'x': x})[0]
    version = 'onnxruntime ' + onnxruntime.__version__
else:
    def embed(x):
        with torch.inference_mode():
            return net(torch.from_numpy(x)).numpy()
    version = 'facenet-pytorch 2.6.0 on torch ' + torch.__version__

print(json.dumps({'version': version, 'vector': embed(made(1))[0].tolist()}), flush=True)
for line in sys.stdin:
    pictures, times = map(int, line.split())
    x = made(pictures)
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(times): embed(x)
    print(json.dumps({'cpuMs': (time.process_time() - cpu) * 1000, 'wallMs': (time.perf_counter() - wall) * 1000}), flush=True)
`;
