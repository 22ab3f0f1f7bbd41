import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Metrics } from '@vitrine/runtime';
import { OfferBoard, type BoothAddress } from '@vitrine/state';
import { BoothConfig } from '../config.js';
import { BoardMemory } from '../memory/board-memory.js';
import { BoothWatch, type Follower } from './booth-watch.js';

/** The watches of this process: one for each booth that any display follows, none for the others. */
@Injectable()
export class BoothWatches implements OnModuleDestroy {
  private readonly watches = new Map<string, BoothWatch>();
  private readonly displays;

  constructor(private readonly board: OfferBoard, private readonly memory: BoardMemory, private readonly config: BoothConfig, metrics: Metrics) {
    this.displays = metrics.gauge('vitrine_booth_displays', 'Displays that follow a booth on a stream', []);
  }

  /** The follower is shown what is up now, then whatever comes, until it leaves. */
  follow(booth: BoothAddress, follower: Follower, leaving: AbortSignal): BoothWatch {
    const key = `${booth.storeId}:${booth.boothId}`;
    const watch = this.watches.get(key) ?? new BoothWatch(this.board, this.memory, booth, this.config.heartbeatMs);
    this.watches.set(key, watch);
    watch.add(follower);
    this.displays.inc();
    leaving.addEventListener('abort', () => this.leave(key, watch, follower), { once: true });
    return watch;
  }

  /** Booths that are watched at this moment. */
  get size(): number {
    return this.watches.size;
  }

  onModuleDestroy(): void {
    for (const watch of this.watches.values()) watch.stop();
    this.watches.clear();
  }

  private leave(key: string, watch: BoothWatch, follower: Follower): void {
    this.displays.dec();
    watch.remove(follower);
    if (watch.followed) return;
    watch.stop();
    this.watches.delete(key);
  }
}
