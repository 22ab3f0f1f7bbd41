import { Injectable } from '@nestjs/common';
import type { OfferDecided } from '@vitrine/contracts';
import { Clock } from '@vitrine/runtime';
import { BoothSessions, OfferBoard, type BoardEntry, type BoothAddress, type BoothSession, type StateWrite } from '@vitrine/state';

/** A booth as it stands. */
export interface BoothView {
  readonly booth: BoothAddress;
  readonly session: BoothSession | null;
  readonly board: BoardEntry | null;
}

/** Reads and writes what stands at booths. */
@Injectable()
export class BoothViews {
  constructor(private readonly sessions: BoothSessions, private readonly board: OfferBoard, private readonly clock: Clock) {}

  async of({ chainId, storeId, boothId }: BoothAddress): Promise<BoothView> {
    const booth = { chainId, storeId, boothId };
    const [session, board] = await Promise.all([this.sessions.get(booth), this.board.current(booth, this.clock.nowMs())]);
    return { booth, session, board };
  }

  writes({ booth, session }: BoothView, slate: OfferDecided | null): StateWrite[] {
    return [session === null ? this.sessions.end(booth) : this.sessions.put(booth, session), ...(slate === null ? [] : [this.board.show(slate)])];
  }

  /** Writes that leave the booth without session and slate. */
  clear(booth: BoothAddress): StateWrite[] {
    return [this.sessions.end(booth), this.board.clear(booth)];
  }
}
