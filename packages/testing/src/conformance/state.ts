import type { Clock, State, StateRetention } from '@vitrine/state';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixedClock } from '../fixed-clock.js';
import { TIMEOUT_MS } from './patience.js';
import { describeBesides } from './state-besides.js';
import { describeCatalogue } from './state-catalogue.js';
import { describeClassifiers } from './state-classifier.js';
import { describeCompanions } from './state-companions.js';
import { describeGallery } from './state-gallery.js';
import { describeGalleryIndex } from './state-gallery-index.js';
import { describeModels } from './state-models.js';
import { describeOfferBoard } from './state-offer-board.js';
import { describePositions } from './state-positions.js';
import { describeReplays } from './state-replays.js';
import { describeShoppers } from './state-shoppers.js';
import { describeVectors } from './state-vectors.js';

/** What the suite opens a state with. */
export interface StateConformanceOptions {
  readonly clock: Clock;
  readonly masterKey: Buffer;
  readonly retention: Partial<StateRetention>;
}

/** An opened state. Chains and groups of the suite have names of their own; the store need not be empty. */
export interface OpenedState {
  readonly state: State;
  /** Closes the state and opens it anew on the same data; the suite uses only the new one from then on. */
  readonly reopen?: () => Promise<State>;
  /** Closes whichever state is open. */
  close(): Promise<void>;
}

/** What a group of tests works on. */
export interface StateUnderTest {
  readonly state: State;
  readonly clock: FixedClock;
}

/** How long the suite lets things live; much longer than a test takes. */
export const SUITE_RETENTION = { boothSessionMs: 60_000, boothTrackMs: 60_000, enrolmentMs: 3_600_000, receiptMs: 86_400_000, boardHistory: 8, galleryHistory: 8 } as const satisfies Partial<StateRetention>;

/** What every adapter of the ports in `@vitrine/state` promises; each adapter runs it in a spec of its own. */
export function describeStateConformance(name: string, open: (options: StateConformanceOptions) => Promise<OpenedState>): void {
  describe(`${name} as state`, { timeout: TIMEOUT_MS }, () => {
    // Real time, standing still: a store that frees memory by its own clock must not find everything outdated.
    const clock = new FixedClock(Date.now());
    let opened: OpenedState;
    let state: State;
    const underTest = (): StateUnderTest => ({ state, clock });
    beforeAll(async () => {
      opened = await open({ clock, masterKey: Buffer.alloc(32, 7), retention: SUITE_RETENTION });
      state = opened.state;
    }, TIMEOUT_MS);
    afterAll(() => opened.close(), TIMEOUT_MS);

    describePositions(underTest, async () => {
      if (opened.reopen !== undefined) state = await opened.reopen();
    });
    describeReplays(underTest);
    describeBesides(underTest);
    describeShoppers(underTest);
    describeCompanions(underTest);
    describeCatalogue(underTest);
    describeOfferBoard(underTest);
    describeGallery(underTest);
    describeGalleryIndex(underTest);
    describeClassifiers(underTest);
    describeVectors(underTest);
    describeModels(underTest);

    it('says that it answers', async () => {
      await expect(state.store.check()).resolves.toBeUndefined();
    });
  });
}
