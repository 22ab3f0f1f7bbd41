// Installs what is compiled and therefore optional: node scripts/native-runtime.mjs tfjs-node | tfjs-node-gpu | onnx | librdkafka
// The first three are faster inference runtimes than WebAssembly, librdkafka is the second Kafka client (needs g++, make, Python 3, libssl-dev, zlib1g-dev).
//
// tfjs-node's own download brings TensorFlow 2.9 (CUDA 11, no code for Hopper GPUs), and is often blocked. Its binding needs only TensorFlow's stable C
// interface, so it is compiled here against the libraries of the TensorFlow package on PyPI (needs g++, Python 3 with pip, Node's headers). Everything is kept
// in .cache/runtimes and only linked into node_modules: after `npm ci` run this again; it takes a second.
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { orExplain } from './setup.mjs';
import { mustDo, ROOT, StepFailed } from './step.mjs';

const TENSORFLOW = '2.21.0';
const TFJS = '4.22.0';
const ONNX = '1.30.0';
const CONFLUENT = '1.10.1';
const CPU_WHEEL = process.arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow';

const RUNTIMES = {
  'tfjs-node': { npm: '@tensorflow/tfjs-node', version: TFJS, wheels: [`${CPU_WHEEL}==${TENSORFLOW}`, '--no-deps'] },
  'tfjs-node-gpu': { npm: '@tensorflow/tfjs-node-gpu', version: TFJS, wheels: [`tensorflow[and-cuda]==${TENSORFLOW}`] },
  onnx: { npm: 'onnxruntime-node', version: ONNX, wheels: null },
  // Its own download may be blocked as well; linked dynamically it is compiled instead.
  librdkafka: { npm: '@confluentinc/kafka-javascript', version: CONFLUENT, wheels: null, compiles: { CKJS_LINKING: 'dynamic' } },
};

const say = (line) => console.log(line);
const name = process.argv[2] ?? '';

await orExplain(async () => {
  const runtime = RUNTIMES[name];
  if (runtime === undefined) throw new StepFailed('Choosing a runtime', '', `Say which: node scripts/native-runtime.mjs ${Object.keys(RUNTIMES).join('|')}`);
  if (process.platform !== 'linux') throw new StepFailed('Installing', '', `Only Linux is built for; elsewhere try: npm install --no-save ${runtime.npm}`);
  const home = join(ROOT, '.cache/runtimes', name);
  const place = join(home, 'node_modules', runtime.npm);
  if (!existsSync(join(home, 'complete'))) await install(runtime, home, place);
  link(place, join(ROOT, 'node_modules', runtime.npm));
  await mustDo({ title: `loading ${runtime.npm}`, command: process.execPath, args: ['-e', `require('${runtime.npm}')`], say, env: { TF_CPP_MIN_LOG_LEVEL: '2' } });
  return 0;
});

/** @param {{ npm: string, version: string, wheels: string[] | null, compiles?: Record<string, string> }} runtime `compiles`: environment of the package's own script */
async function install({ npm, version, wheels, compiles }, home, place) {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--prefix', home, ...(compiles === undefined ? ['--ignore-scripts'] : []), '--no-audit', '--no-fund', '--loglevel=error', `${npm}@${version}`];
  await mustDo({ title: `fetching ${npm} ${version}${compiles === undefined ? '' : ' and compiling it (minutes)'}`, command: 'npm', args, say, env: compiles ?? {} });
  if (wheels !== null) await build(wheels, join(home, 'wheels'), place);
  writeFileSync(join(home, 'complete'), '');
}

/** @param {string[]} wanted what pip downloads @param {string} wheels folder for it @param {string} place folder of the npm package */
async function build(wanted, wheels, place) {
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', '-d', wheels, ...wanted];
  await mustDo({ title: `fetching ${wanted[0]} (up to 3 GB for a GPU)`, command: 'python3', args: pip, say, advice: 'Is the Python package index reachable, and does it have a wheel for this Python?' });
  const deps = join(place, 'deps');
  await mustDo({ title: 'unpacking TensorFlow', command: 'python3', args: [join(ROOT, 'scripts/unpack-tensorflow.py'), wheels, deps], say });
  rmSync(wheels, { recursive: true });
  mkdirSync(join(place, 'lib/napi-v8'), { recursive: true });
  const include = [resolve(process.execPath, '../../include/node'), place, join(deps, 'include')].map((folder) => `-I${folder}`);
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(place, 'binding', file));
  const libraries = [`-L${join(deps, 'lib')}`, '-ltensorflow', '-ltensorflow_framework', '-Wl,-rpath,$ORIGIN/../../deps/lib'];
  const args = ['-shared', '-fPIC', '-O2', '-std=gnu++17', '-DNAPI_VERSION=8', ...include, ...sources, ...libraries, '-o', join(place, 'lib/napi-v8/tfjs_binding.node')];
  await mustDo({ title: 'compiling the binding', command: 'g++', args, say, advice: 'It needs g++ and Node’s own headers (include/node beside the folder of the node program).' });
}

/** @param {string} from folder of the package @param {string} to its place among the workspace's modules */
function link(from, to) {
  if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) rmSync(to, { recursive: true });
  mkdirSync(dirname(to), { recursive: true });
  symlinkSync(relative(dirname(to), from), to);
}
