import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Gallery, GallerySearch, type GalleryMatch } from '@vitrine/vision';
import { FaceSearch } from './face-search.js';
import { GalleryFeed } from './gallery-feed.js';

/** In this worker's memory, exactly. */
@Injectable()
export class MemoryFaceSearch extends FaceSearch implements OnApplicationShutdown {
  private readonly exact: GallerySearch;

  constructor(private readonly gallery: Gallery, private readonly feed: GalleryFeed) {
    super();
    this.exact = new GallerySearch(gallery);
  }

  get members(): number {
    return this.gallery.size;
  }

  requireCurrent(): void {
    this.feed.requireCurrent();
  }

  async search(probes: readonly Float32Array[]): Promise<readonly (GalleryMatch | null)[]> {
    return this.exact.search(probes);
  }

  async around(): Promise<Gallery> {
    return this.gallery;
  }

  async renew(_progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    await this.feed.reload(signal);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.exact.close();
  }
}
