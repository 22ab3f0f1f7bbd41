import { Injectable } from '@nestjs/common';
import { AnnouncementsRebuild } from './announcements-rebuild.js';
import { BesideRebuild } from './beside-rebuild.js';
import { BoothsAnew } from './booths-anew.js';
import { part, type Progress } from './progress.js';

/**
 * Makes anew what offers are decided from, tastes and vectors aside: stores, products and members in place; promotions, stock, sales and companions
 * beside, each put in the place of the live ones in one step. Then every slate is due anew.
 */
@Injectable()
export class OffersRebuild {
  constructor(private readonly announcements: AnnouncementsRebuild, private readonly beside: BesideRebuild, private readonly booths: BoothsAnew) {}

  async run(progress: Progress, signal: AbortSignal): Promise<void> {
    await this.announcements.run(part(progress, 0, 0.2), signal);
    await this.beside.run(part(progress, 0.2, 0.98), signal);
    await this.booths.decideAnew();
  }
}
