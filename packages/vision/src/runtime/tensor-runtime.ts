/** The little of a tensor that is used here. */
export interface Tensor {
  dispose(): void;
}

/** The little of TensorFlow.js that is used here; every backend's package has it. */
export interface TensorFlow {
  tensor3d(values: Float32Array | Uint8Array, shape: [number, number, number], dtype: 'float32' | 'int32'): Tensor;
  setBackend(name: string): Promise<boolean>;
  getBackend(): string;
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
export type RuntimeName = 'tfjs-node-gpu' | 'tfjs-node' | 'wasm';

/** A loaded runtime: TensorFlow.js on one backend, and face-api bound to it. */
export interface TensorRuntime {
  readonly name: RuntimeName;
  readonly tf: TensorFlow;
  readonly faceApi: FaceApi;
  /** Folder of face-api's weights. */
  readonly weights: string;
}
