import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Rebuilds } from '@vitrine/runtime';
import { Learner } from '../learner/learner.js';
import { OffersRebuild } from './offers-rebuild.js';
import { TasteRebuild } from './taste-rebuild.js';

/** What the reco-worker can make anew. */
@Injectable()
export class OfferedRebuilds implements OnModuleInit {
  constructor(private readonly rebuilds: Rebuilds, private readonly taste: TasteRebuild, private readonly offers: OffersRebuild, private readonly learner: Learner) {}

  onModuleInit(): void {
    this.rebuilds.offer('taste', (progress, signal) => this.taste.run(progress, signal));
    this.rebuilds.offer('offers', (progress, signal) => this.offers.run(progress, signal));
    this.rebuilds.offer('vectors', (progress, signal) => this.learner.rebuild(progress, signal));
  }
}
