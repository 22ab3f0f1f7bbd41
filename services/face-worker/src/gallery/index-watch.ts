import { Injectable } from '@nestjs/common';
import { Metrics, Readiness } from '@vitrine/runtime';
import type { IndexStanding } from '@vitrine/state';

/** Shows the outside how the index of the gallery is. */
@Injectable()
export class IndexWatch {
  private readonly recalled;

  constructor(private readonly readiness: Readiness, private readonly metrics: Metrics) {
    this.recalled = metrics.gauge('vitrine_gallery_index_recall', 'Share of the nearest by exact search that the index finds, for members drawn at random', []);
  }

  on(standing: () => IndexStanding | null, check: () => Promise<void>): void {
    this.readiness.add('gallery', check);
    const members = this.metrics.gauge('vitrine_gallery_members', 'Members that can be recognised', []);
    const waiting = this.metrics.gauge('vitrine_gallery_index_waiting', 'Members who wait to be put into the index that answers (answering) or the one being built (building)', ['index']);
    this.metrics.beforeScrape(async () => {
      const now = standing();
      members.set(now?.members ?? 0);
      waiting.set({ index: 'answering' }, now?.waiting ?? 0);
      waiting.set({ index: 'building' }, now?.building ?? 0);
    });
  }

  recall(share: number): void {
    this.recalled.set(share);
  }
}
