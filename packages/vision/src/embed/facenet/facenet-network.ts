/** The network, loaded on some runtime. Lives in an inference thread; calls do not overlap. */
export abstract class FacenetNetwork {
  /**
   * @param pixels `count` pictures of 160 x 160 x 3, normalised
   * @returns 512 values each, not yet of unit length
   */
  abstract run(pixels: Float32Array, count: number): Promise<Float32Array>;
  /** Frees the weights. */
  abstract close(): Promise<void>;
}
