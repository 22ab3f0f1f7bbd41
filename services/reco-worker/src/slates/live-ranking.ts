import { Injectable } from '@nestjs/common';
import { SHIPPED_MODEL, type RelevanceModel } from '@vitrine/recommender';

/** The ranking model that is decided by. */
@Injectable()
export class LiveRanking {
  readonly model: RelevanceModel = SHIPPED_MODEL;
}
