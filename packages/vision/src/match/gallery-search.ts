import { ScanningThread } from '../search/scanning-thread.js';
import type { Gallery, GalleryMatch } from './gallery.js';

/** Searches in the thread that a changed gallery may cost before the search is done in the calling one, where nothing changes meanwhile. */
const TRIES = 3;
/** Bytes of rows times probes that are searched at once, in the calling thread: about two milliseconds. */
const INLINE_BYTES = 16 * 2 ** 20;

/** Searches a gallery without holding up the event loop: what takes a moment in the calling thread, more in one of its own, which reads the gallery's memory along. */
export class GallerySearch {
  private thread: ScanningThread | null = null;

  constructor(private readonly gallery: Gallery, private readonly inlineBytes = INLINE_BYTES) {}

  /** Whom each probe is taken for, as `Gallery.search` says it of the gallery as it is when this resolves. */
  async search(probes: readonly Float32Array[]): Promise<(GalleryMatch | null)[]> {
    const { rows } = this.gallery;
    if (rows === null || rows.blocks * rows.layout.blockBytes * probes.length <= this.inlineBytes) return this.gallery.searchAll(probes);
    const thread = (this.thread = this.thread === null || this.thread.gone ? new ScanningThread(rows) : this.thread);
    for (let tries = 0; tries < TRIES; tries++) {
      const before = rows.revision;
      const slots = await thread.scan(probes.map((vector) => ({ vector, without: -1 }))).catch(() => null);
      if (slots === null) break;
      if (rows.revision === before) return this.gallery.searchAmong(probes, slots);
    }
    return this.gallery.searchAll(probes);
  }

  async close(): Promise<void> {
    await this.thread?.close();
    this.thread = null;
  }
}
