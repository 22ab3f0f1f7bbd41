import { readFileSync } from 'node:fs';
import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import type { ImpostorTail } from './operating-point.js';
import { thresholdsOf, type IdentityThresholds } from './thresholds.js';

/**
 * The embedder's thresholds as `vitrine calibrate --output` found them; what it does not measure stays the embedder's own.
 * @throws VitrineError `invalid_configuration` for a file that is none, or is of another embedder
 */
export function calibratedThresholds(path: string, embedderId: EmbedderId): IdentityThresholds {
  const { embedder, measured, probable, tail, rate } = read(path);
  if (embedder !== embedderId) throw new VitrineError('invalid_configuration', `${path} was calibrated for ${String(embedder)}, not for ${embedderId}`, { embedder: embedderId });
  const accept = measured?.accept;
  if (!isLikeness(accept) || !isLikeness(probable) || probable > accept || !isRate(rate) || !(tail === null || isTail(tail))) {
    throw new VitrineError('invalid_configuration', `${path} is not a calibration`, { path });
  }
  const base = { ...thresholdsOf(embedderId), accept, probable, rate };
  if (tail !== null) return { ...base, tail };
  const { tail: _shipped, ...without } = base;
  return without;
}

interface Unchecked {
  readonly embedder?: unknown;
  readonly measured?: { readonly accept?: unknown };
  readonly probable?: unknown;
  readonly tail?: unknown;
  readonly rate?: unknown;
}

function read(path: string): Unchecked {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as Unchecked | null) ?? {};
  } catch (cause) {
    throw new VitrineError('invalid_configuration', `${path} cannot be read as a calibration`, { path }, cause);
  }
}

function isLikeness(value: unknown): value is number {
  return typeof value === 'number' && value > -1 && value < 1;
}

function isRate(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 1;
}

function isTail(value: unknown): value is ImpostorTail {
  const { from, share, scale, shape } = (value ?? {}) as Partial<Record<keyof ImpostorTail, unknown>>;
  return isLikeness(from) && isRate(share) && typeof scale === 'number' && scale > 0 && typeof shape === 'number' && shape <= 0;
}
