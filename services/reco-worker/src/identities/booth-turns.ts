import { Injectable } from '@nestjs/common';

/**
 * Lets what changes the same booths take turns: identities and impressions have one key, so equal partitions hold equal booths.
 * Holds within this process; the two groups' partitions usually have one owner, and the session of another is put right by the next event.
 */
@Injectable()
export class BoothTurns {
  private readonly last = new Map<number, Promise<unknown>>();

  /** Does the work once everything asked for before on this partition is settled. */
  async take<T>(partition: number, work: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(partition) ?? Promise.resolve()).then(work, work);
    this.last.set(partition, turn.catch(() => undefined));
    return turn;
  }
}
