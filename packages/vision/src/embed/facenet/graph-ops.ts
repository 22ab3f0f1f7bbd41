/** A convolution without bias, followed by batch normalisation and ReLU: facenet-pytorch's `BasicConv2d`. */
export interface Convolution {
  /** Its tensors are `<name>.conv.weight` (output, input, height, width) and `<name>.bn.*`. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  /** Height and width. */
  readonly kernel: readonly [number, number];
  readonly stride: 1 | 2;
  /** `same` keeps height and width; `valid` takes only places where the kernel fits. */
  readonly padding: 'same' | 'valid';
}

/** The end of a residual block: `x + scale * (1x1 convolution with bias of the branches)`, then ReLU or not. */
export interface Projection {
  /** Its tensors are `<name>.weight` and `<name>.bias`. */
  readonly name: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly scale: number;
  readonly relu: boolean;
}

/** The end of the network: mean over height and width, matrix without bias, batch normalisation. */
export interface Head {
  /** Its tensors are `<matrix>.weight` (output, input) and `<norm>.*`. */
  readonly matrix: string;
  readonly norm: string;
  readonly inputs: number;
  readonly outputs: number;
}

/** What the network is made of. An interpreter runs it (TensorFlow.js), writes it down (ONNX), or lists its tensors; `T` is what a value is there. */
export abstract class GraphOps<T> {
  abstract convolution(x: T, convolution: Convolution): T;
  /** 3x3, stride 2, only where the window fits. */
  abstract maxPool(x: T): T;
  /** Along the channels, in this order. */
  abstract concat(parts: readonly T[]): T;
  abstract residual(x: T, branches: T, projection: Projection): T;
  abstract head(x: T, head: Head): T;
  /** One step of the network: its input is not used after it, so an interpreter may free it and whatever the step made on the way. */
  step(x: T, build: (x: T) => T): T {
    return build(x);
  }
}
