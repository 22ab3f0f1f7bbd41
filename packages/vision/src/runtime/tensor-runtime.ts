import type { OnnxRuntime } from './onnx-runtime.js';

/** The little of a tensor that is used here. */
export interface Tensor {
  readonly shape: readonly number[];
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
  dispose(): void;
}

/** What can be merged into a convolution or a product of matrices: `activation(layer + bias)`. */
interface Fused {
  readonly bias: Tensor;
  readonly activation?: 'relu' | 'linear';
}

/** What native backends have besides. */
export interface NativeBackend {
  /** Whether a GPU computes. */
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_ATTR_BOOL: number; readonly TF_ATTR_INT: number; readonly TF_ATTR_STRING: number; readonly TF_ATTR_TYPE: number };
  /** Runs an operation of TensorFlow under its own name. */
  executeSingleOutput(operation: string, attributes: readonly { readonly name: string; readonly type: number; readonly value: unknown }[], inputs: readonly Tensor[]): Tensor;
}

/** The little of TensorFlow.js that is used here; every backend's package has it. Pictures are batch x height x width x channels. */
export interface TensorFlow {
  tensor(values: Float32Array | Uint8Array, shape: readonly number[], dtype: 'float32' | 'int32'): Tensor;
  tensor3d(values: Float32Array | Uint8Array, shape: [number, number, number], dtype: 'float32' | 'int32'): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  prelu(x: Tensor, slopes: Tensor): Tensor;
  reshape(x: Tensor, shape: readonly number[]): Tensor;
  concat(parts: readonly Tensor[], axis: number): Tensor;
  mean(x: Tensor, axes: readonly number[]): Tensor;
  maxPool(x: Tensor, size: number, stride: number, padding: 'same' | 'valid'): Tensor;
  readonly fused: {
    conv2d(layer: Fused & { readonly x: Tensor; readonly filter: Tensor; readonly strides: number; readonly pad: 'same' | 'valid' }): Tensor;
    matMul(layer: Fused & { readonly a: Tensor; readonly b: Tensor }): Tensor;
  };
  /** Frees what `make` made, but for what it returns. */
  tidy<T>(make: () => T): T;
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
  backend(): Partial<NativeBackend>;
  ready(): Promise<void>;
  memory(): { readonly numTensors: number };
}

/** A network of face-api. */
export interface FaceApiNet {
  loadFromDisk(folder: string): Promise<void>;
  dispose(throwOnRedispose?: boolean): void;
}

/** A face as face-api's detector gives it; the box as fractions. */
export interface FaceApiDetection {
  readonly score: number;
  readonly relativeBox: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** 68 landmarks; `relativePositions` are fractions of the input. */
export interface FaceApiLandmarks {
  readonly relativePositions: readonly { readonly x: number; readonly y: number }[];
}

/** The little of `@vladmandic/face-api` that is used here. */
export interface FaceApi {
  readonly TinyFaceDetector: new () => FaceApiNet & {
    locateFaces(input: Tensor, options: { readonly inputSize: number; readonly scoreThreshold: number }): Promise<FaceApiDetection[]>;
  };
  readonly FaceLandmark68Net: new () => FaceApiNet & { detectLandmarks(input: readonly Tensor[]): Promise<FaceApiLandmarks[]> };
  readonly FaceRecognitionNet: new () => FaceApiNet & { computeFaceDescriptor(input: readonly Tensor[]): Promise<Float32Array[]> };
}

/** Name of a runtime that inference can run on. */
export type RuntimeName = 'tfjs-node-gpu' | 'onnx' | 'tfjs-node' | 'wasm';

/** A loaded runtime: TensorFlow.js on one backend, face-api bound to it, and ONNX Runtime if that is what embeds. */
export interface TensorRuntime {
  readonly name: RuntimeName;
  readonly tf: TensorFlow;
  readonly faceApi: FaceApi;
  /** Folder of face-api's weights. */
  readonly weights: string;
  readonly onnx: OnnxRuntime | null;
  /** Faster runtimes that were tried before, and what kept each from loading. */
  readonly passedOver: readonly string[];
}
