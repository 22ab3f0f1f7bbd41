/** A value going into or coming out of a model. */
interface OnnxTensor {
  readonly data: Float32Array;
}

/** A loaded model. */
export interface OnnxSession {
  run(inputs: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
  release(): Promise<void>;
}

/** The little of `onnxruntime-node` that is used here. */
export interface OnnxRuntime {
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => OnnxTensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options: { readonly intraOpNumThreads: number; readonly interOpNumThreads: number; readonly executionMode: 'sequential' }): Promise<OnnxSession>;
  };
}
