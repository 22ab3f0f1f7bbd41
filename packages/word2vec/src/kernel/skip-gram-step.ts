/**
 * One step of skip-gram with negative sampling (Mikolov et al. 2013, equation 4) over the rows of a WeightRows: maximises
 * log s(v·u[0]) + sum over the rest of log s(-v·u[t]), where v is an input row, `targets[0]` the context and the other targets are noise.
 * All products are taken before any weight moves; a target that occurs twice moves twice.
 */
export interface SkipGramStep {
  /** Stochastic gradient descent for each of the first `inputCount` of `inputs` in turn, against the first `targetCount` of `targets`. */
  descend(inputs: Int32Array, inputCount: number, targets: Int32Array, targetCount: number, rate: number): void;
  /** For one input: each weight moves by rate x gradient / sqrt(sum of its squared gradients) (Duchi et al. 2011). */
  adapt(input: number, targets: Int32Array, targetCount: number, rate: number): void;
}

/** `descend` leaves a pair as it is whose product is beyond this: there the original's table of sigmoids ends. */
export const LARGEST_PRODUCT = 6;
