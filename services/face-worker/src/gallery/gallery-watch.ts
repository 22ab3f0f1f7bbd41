import { Injectable } from '@nestjs/common';
import { Metrics, Readiness } from '@vitrine/runtime';
import type { Gallery } from '@vitrine/vision';

/** Shows the outside how the gallery is. */
@Injectable()
export class GalleryWatch {
  constructor(private readonly readiness: Readiness, private readonly metrics: Metrics) {}

  on(gallery: Gallery, check: () => Promise<void>): void {
    this.readiness.add('gallery', check);
    const members = this.metrics.gauge('vitrine_gallery_members', 'Members that can be recognised', []);
    const classified = this.metrics.gauge('vitrine_gallery_classified', 'Whether a classifier says who it is (1), or the search (0)', []);
    this.metrics.beforeScrape(async () => {
      members.set(gallery.size);
      classified.set(gallery.classified ? 1 : 0);
    });
  }
}
