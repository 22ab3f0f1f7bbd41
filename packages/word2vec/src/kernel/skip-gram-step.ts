/**
 * One step of skip-gram with negative sampling (Mikolov et al. 2013, equation 4) over the rows of a WeightRows: maximises the sum of
 * log s(v·u) over contexts u and of log s(-v·u) over noise u, where v is an input row and the contexts are the first of `targets`.
 * All products are taken before any weight moves; a target that occurs twice moves twice.
 */
export interface SkipGramStep {
  /** Stochastic gradient descent, with one context, for each of the first `inputCount` of `inputs` in turn, against the first `targetCount` of `targets`. */
  descend(inputs: Int32Array, inputCount: number, targets: Int32Array, targetCount: number, rate: number): void;
  /** For one input, with `contexts` contexts: each weight moves by rate x gradient / sqrt(sum of its squared gradients) (Duchi et al. 2011). */
  adapt(input: number, targets: Int32Array, contexts: number, targetCount: number, rate: number): void;
}

/** `descend` leaves a pair as it is whose product is beyond this: there the original's table of sigmoids ends. */
export const LARGEST_PRODUCT = 6;
