import type { Convolution, GraphOps } from './graph-ops.js';

/** Added to the variance in every batch normalisation (TensorFlow's value; PyTorch's default is another). */
export const FACENET_EPSILON = 1e-3;
/** Side of the picture that goes in, in pixels. */
export const FACENET_SIDE = 160;
/** Values that come out. */
export const FACENET_DIM = 512;

type Kernel = Convolution['kernel'];

/**
 * Inception-ResNet-v1 as FaceNet uses it (Szegedy et al., "Inception-v4, Inception-ResNet and the Impact of Residual Connections on Learning", AAAI 2017;
 * Schroff et al., "FaceNet", CVPR 2015), with the layer names and numbers of facenet-pytorch 2.6.0, without its classifier and before L2 normalisation.
 * @param x pictures of 160 x 160 x 3, normalised as the weights' manifest says
 * @returns 512 values each
 */
export function inceptionResnetV1<T>(ops: GraphOps<T>, x: T): T {
  const layers = new Layers(ops);
  const steps: ((x: T) => T)[] = [
    (x) => layers.valid(x, 'conv2d_1a', 3, 32, 2),
    (x) => layers.valid(x, 'conv2d_2a', 32, 32),
    (x) => layers.same(x, 'conv2d_2b', 32, 64, [3, 3]),
    (x) => ops.maxPool(x),
    (x) => layers.same(x, 'conv2d_3b', 64, 80, [1, 1]),
    (x) => layers.valid(x, 'conv2d_4a', 80, 192),
    (x) => layers.valid(x, 'conv2d_4b', 192, 256, 2),
    ...times(5, (n) => (x: T) => layers.block35(x, `repeat_1.${n}`)),
    (x) => layers.mixed6a(x),
    ...times(10, (n) => (x: T) => layers.block17(x, `repeat_2.${n}`)),
    (x) => layers.mixed7a(x),
    ...times(5, (n) => (x: T) => layers.block8(x, `repeat_3.${n}`, 0.2, true)),
    (x) => layers.block8(x, 'block8', 1, false),
    (x) => ops.head(x, { matrix: 'last_linear', norm: 'last_bn', inputs: 1792, outputs: FACENET_DIM }),
  ];
  return steps.reduce((value, build) => ops.step(value, build), x);
}

/** The network's blocks; channel counts and names as in facenet-pytorch. */
class Layers<T> {
  constructor(private readonly ops: GraphOps<T>) {}

  same(x: T, name: string, inputs: number, outputs: number, kernel: Kernel): T {
    return this.ops.convolution(x, { name, inputs, outputs, kernel, stride: 1, padding: 'same' });
  }

  valid(x: T, name: string, inputs: number, outputs: number, stride: 1 | 2 = 1): T {
    return this.ops.convolution(x, { name, inputs, outputs, kernel: [3, 3], stride, padding: 'valid' });
  }

  block35(x: T, name: string): T {
    const narrow = (branch: string): T => this.same(x, `${name}.${branch}`, 256, 32, [1, 1]);
    const branch1 = this.same(narrow('branch1.0'), `${name}.branch1.1`, 32, 32, [3, 3]);
    const branch2 = this.same(this.same(narrow('branch2.0'), `${name}.branch2.1`, 32, 32, [3, 3]), `${name}.branch2.2`, 32, 32, [3, 3]);
    const branches = this.ops.concat([narrow('branch0'), branch1, branch2]);
    return this.ops.residual(x, branches, { name: `${name}.conv2d`, inputs: 96, outputs: 256, scale: 0.17, relu: true });
  }

  block17(x: T, name: string): T {
    const narrow = this.same(x, `${name}.branch1.0`, 896, 128, [1, 1]);
    const branch1 = this.same(this.same(narrow, `${name}.branch1.1`, 128, 128, [1, 7]), `${name}.branch1.2`, 128, 128, [7, 1]);
    const branches = this.ops.concat([this.same(x, `${name}.branch0`, 896, 128, [1, 1]), branch1]);
    return this.ops.residual(x, branches, { name: `${name}.conv2d`, inputs: 256, outputs: 896, scale: 0.1, relu: true });
  }

  block8(x: T, name: string, scale: number, relu: boolean): T {
    const narrow = this.same(x, `${name}.branch1.0`, 1792, 192, [1, 1]);
    const branch1 = this.same(this.same(narrow, `${name}.branch1.1`, 192, 192, [1, 3]), `${name}.branch1.2`, 192, 192, [3, 1]);
    const branches = this.ops.concat([this.same(x, `${name}.branch0`, 1792, 192, [1, 1]), branch1]);
    return this.ops.residual(x, branches, { name: `${name}.conv2d`, inputs: 384, outputs: 1792, scale, relu });
  }

  mixed6a(x: T): T {
    const name = 'mixed_6a';
    const branch1 = this.same(this.same(x, `${name}.branch1.0`, 256, 192, [1, 1]), `${name}.branch1.1`, 192, 192, [3, 3]);
    return this.ops.concat([this.valid(x, `${name}.branch0`, 256, 384, 2), this.valid(branch1, `${name}.branch1.2`, 192, 256, 2), this.ops.maxPool(x)]);
  }

  mixed7a(x: T): T {
    const name = 'mixed_7a';
    const narrow = (branch: string): T => this.same(x, `${name}.${branch}.0`, 896, 256, [1, 1]);
    const branch2 = this.same(narrow('branch2'), `${name}.branch2.1`, 256, 256, [3, 3]);
    return this.ops.concat([
      this.valid(narrow('branch0'), `${name}.branch0.1`, 256, 384, 2),
      this.valid(narrow('branch1'), `${name}.branch1.1`, 256, 256, 2),
      this.valid(branch2, `${name}.branch2.2`, 256, 256, 2),
      this.ops.maxPool(x),
    ]);
  }
}

function times<T>(count: number, build: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => build(n));
}
