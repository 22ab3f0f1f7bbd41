import { Option } from 'commander';
import type { Rhythm } from './simulation.js';

/** What the two options below give, as commander hands it on. */
export interface RhythmOptions {
  readonly settled?: boolean;
  readonly lockstep?: boolean;
}

export const SETTLED = new Option('--settled', 'before each visit wait until every receipt is learnt').conflicts('lockstep');
export const LOCKSTEP = new Option('--lockstep', 'wait after each purchase too, so that two runs give the same offers; the time to the offer is not measured');

export function rhythmOf({ settled, lockstep }: RhythmOptions): Rhythm {
  if (lockstep === true) return 'lockstep';
  return settled === true ? 'settled' : 'flowing';
}
