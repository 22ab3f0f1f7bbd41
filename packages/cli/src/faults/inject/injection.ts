import type { PlannedFault } from '../plan/schedule.js';
import type { Poison } from './poison.js';

/** What a fault needs to know of its campaign. */
export interface InjectionSurroundings {
  readonly poison: Poison;
  readonly sessionTimeoutMs: number;
  /** Measures from now how long it takes until receipts flow again. */
  readonly recovery: () => Promise<number | null>;
  /** The state is about to be put back, or was just now. */
  readonly stateGoesBack: () => void;
}

/** What a fault came to. */
export interface InjectionResult {
  /** What exactly was done. */
  readonly what: string;
  /** Seconds until receipts flowed again; null when they did not; undefined where nothing stood still. */
  readonly recoverySeconds?: number | null;
}

/** Does one kind of harm, and mends it. */
export type Injection<P> = (platform: P, fault: PlannedFault, surroundings: InjectionSurroundings) => Promise<InjectionResult>;

/** A number between the two, as the draw says. */
export function between(least: number, most: number, draw: number): number {
  return Math.round(least + (most - least) * draw);
}

/** One of them, as the draw says. */
export function pick<T>(items: readonly T[], draw: number): T {
  const item = items[Math.floor(draw * items.length)];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
