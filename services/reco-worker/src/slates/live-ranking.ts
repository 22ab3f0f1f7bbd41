import { Injectable, Logger } from '@nestjs/common';
import { VitrineError, type ModelVersion } from '@vitrine/contracts';
import { readRankingModel, SHIPPED_MODEL, type RelevanceModel } from '@vitrine/recommender';
import { Chain, Clock } from '@vitrine/runtime';
import { ModelRegistry, RANKING_MODEL } from '@vitrine/state';

/** How often is looked for a published version: its event reaches one worker only. */
const LOOK_EVERY_MS = 5_000;

/** A model that is decided by. */
export interface Ranking {
  /** Null: none was ever published, the one that is built in decides. */
  readonly version: ModelVersion | null;
  readonly model: RelevanceModel;
}

/** The ranking model that is live in the registry. A published one that cannot be read is said in the log, and the one before it goes on deciding. */
@Injectable()
export class LiveRanking {
  private readonly logger = new Logger(LiveRanking.name);
  private ranking: Ranking = { version: null, model: SHIPPED_MODEL };
  private refused: ModelVersion | null = null;
  private lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly registry: ModelRegistry, private readonly chain: Chain, private readonly clock: Clock) {}

  /** What decides now, at most five seconds behind the registry. */
  async current(): Promise<Ranking> {
    if (Math.abs(this.clock.nowMs() - this.lookedAtMs) >= LOOK_EVERY_MS) await this.adoptPublished();
    return this.ranking;
  }

  /** Takes on the live version if it is another than the one that decides. */
  async adoptPublished(): Promise<void> {
    const live = await this.registry.live(this.chain.id, RANKING_MODEL);
    this.lookedAtMs = this.clock.nowMs();
    if (live === null || live.version === this.ranking.version || live.version === this.refused) return;
    try {
      this.ranking = { version: live.version, model: readRankingModel(await this.registry.load(this.chain.id, RANKING_MODEL, live.version)) };
      this.logger.log(`offers are ranked by version ${live.version}`);
    } catch (error) {
      if (!isInvalid(error)) throw error;
      this.refused = live.version;
      this.logger.error(`version ${live.version} of the ranking model is not used: ${String(error)}`);
    }
  }
}

function isInvalid(error: unknown): boolean {
  return error instanceof VitrineError && error.code === 'model_invalid';
}
