import { VitrineError } from '@vitrine/contracts';

/** How far a length may be from 1: rounding of 32-bit floats stays far below, a vector that nobody normalised is far above. */
const TOLERANCE = 1e-3;

/**
 * Checks that a vector has unit length; zero, NaN and infinity have not.
 * @param field name of the input field, for the message
 * @throws VitrineError `invalid_field` when it has not
 */
export function assertUnitVector(vector: Float32Array, field: string): void {
  const length = euclideanLength(vector);
  if (!(Math.abs(length - 1) <= TOLERANCE)) {
    throw new VitrineError('invalid_field', `${field} must have unit length, not ${length}`, { field });
  }
}

/**
 * The vector divided by its length.
 * @param field name of the input field, for the message
 * @throws VitrineError `invalid_field` for a vector without direction: empty, zero, NaN or infinite
 */
export function toUnitLength(vector: Float32Array, field: string): Float32Array {
  const length = euclideanLength(vector);
  if (!(length > 0 && Number.isFinite(length))) {
    throw new VitrineError('invalid_field', `${field} must have a direction: finite and not zero`, { field });
  }
  return vector.map((element) => element / length);
}

function euclideanLength(vector: Float32Array): number {
  let sum = 0;
  for (const element of vector) sum += element * element;
  return Math.sqrt(sum);
}
