import { Injectable } from '@nestjs/common';
import { Clock } from '@vitrine/runtime';
import { OfferBoard, type BoardEntry, type BoothAddress } from '@vitrine/state';
import { LastKnown } from './last-known.js';

const MOST_BOOTHS = 10_000;

/** What stands at booths. While the state does not answer, what stood there last, as long as it is valid. */
@Injectable()
export class BoardMemory {
  private readonly known = new LastKnown<BoardEntry | null>(MOST_BOOTHS);

  constructor(private readonly board: OfferBoard, private readonly clock: Clock) {}

  /** The newest slate that is valid now, or null. @throws VitrineError `state_unavailable` where nothing is remembered either */
  async current(booth: BoothAddress): Promise<BoardEntry | null> {
    const entry = await this.known.of(`${booth.storeId}:${booth.boothId}`, () => this.board.current(booth, this.clock.nowMs()));
    return entry !== null && this.clock.nowMs() < entry.slate.validUntilMs ? entry : null;
  }
}
