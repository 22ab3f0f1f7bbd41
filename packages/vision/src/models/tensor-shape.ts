/** Name and shape of a tensor that a model must have. */
export interface TensorShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Number of values. */
export function valuesIn(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
