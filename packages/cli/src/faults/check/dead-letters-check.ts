import { EVENT_CONTRACTS, positionKey } from '@vitrine/contracts';
import { DeadLetters } from '@vitrine/messaging';
import type { Inside } from '../platform/campaign-platform.js';

/** How the dead letters compare with the poison that was put in. */
export interface DeadLettersCheck {
  readonly exact: boolean;
  readonly letters: number;
  /** Letters about a record that has one already, as a crash between letter and position leaves. */
  readonly copies: number;
  readonly differences: readonly string[];
}

export async function checkDeadLetters({ log }: Inside, poison: ReadonlySet<string>): Promise<DeadLettersCheck> {
  const origins = new Map<string, string>();
  let letters = 0;
  for (const contract of EVENT_CONTRACTS) {
    for await (const { origin, reason } of new DeadLetters(log).list(contract)) {
      letters += 1;
      origins.set(positionKey(origin), reason.code);
    }
  }
  const missing = [...poison].filter((position) => !origins.has(position)).map((position) => `${position} is poison and no dead letter`);
  const wrong = [...origins].filter(([position]) => !poison.has(position)).map(([position, code]) => `${position} is a dead letter (${code}) and no poison`);
  const differences = [...missing, ...wrong];
  return { exact: differences.length === 0, letters, copies: letters - origins.size, differences };
}
