import { Random } from '@vitrine/word2vec';
import type { Session } from '../input/read-sessions.js';

const SESSIONS = 4000;
const SESSION_LENGTH = 100;
const WORDS = 4000;

/** Sessions of words whose frequency falls as one over their rank, about the size of a shop's year. Their order means nothing: for speed only. */
export function zipfCorpus(seed: number): readonly Session[] {
  const random = Random.from(`zipf:${seed}`);
  const word = (): string => `w${Math.floor(Math.pow(WORDS, random.next()))}`;
  return Array.from({ length: SESSIONS }, () => Array.from({ length: SESSION_LENGTH }, word));
}
