import { setTimeout as pause } from 'node:timers/promises';
import type { BoardEntry, BoothAddress, OfferBoard } from '@vitrine/state';
import type { BoardMemory } from '../memory/board-memory.js';

const RETRY_MS = 1000;

/** A display that follows a booth. Null: there is no slate now. */
export interface Follower {
  show(entry: BoardEntry | null): void;
  beat(): void;
}

/**
 * One watch of the board for all displays of a booth. Slates come as they are put up; a slate that was taken down or ran out is noticed
 * by the look at the board that goes with each heartbeat.
 */
export class BoothWatch {
  private readonly followers = new Set<Follower>();
  private readonly stopping = new AbortController();
  private readonly heart: NodeJS.Timeout;
  /** Slates that came by; tells whether a look at the board was overtaken by one. */
  private seen = 0;

  constructor(private readonly board: OfferBoard, private readonly memory: BoardMemory, private readonly booth: BoothAddress, heartbeatMs: number) {
    this.heart = setInterval(() => this.beat(), heartbeatMs);
    void this.follow(board.watch(booth, null, this.stopping.signal));
  }

  get followed(): boolean {
    return this.followers.size > 0;
  }

  add(follower: Follower): void {
    this.followers.add(follower);
  }

  remove(follower: Follower): void {
    this.followers.delete(follower);
  }

  /** Looks at the board and shows what is up. @throws VitrineError `state_unavailable` */
  async look(): Promise<void> {
    const seen = this.seen;
    const entry = await this.memory.current(this.booth);
    if (seen === this.seen) this.show(entry);
  }

  stop(): void {
    clearInterval(this.heart);
    this.stopping.abort();
  }

  private async follow(first: AsyncIterable<BoardEntry>): Promise<void> {
    for (let entries = first; !this.stopping.signal.aborted; entries = this.board.watch(this.booth, null, this.stopping.signal)) {
      try {
        for await (const entry of entries) {
          this.seen += 1;
          this.show(entry);
        }
      } catch {
        // The board does not answer: displays keep what they show, and the next heartbeat catches up with what was missed.
      }
      await pause(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private beat(): void {
    for (const follower of this.followers) follower.beat();
    this.look().catch(() => undefined);
  }

  private show(entry: BoardEntry | null): void {
    for (const follower of this.followers) follower.show(entry);
  }
}
