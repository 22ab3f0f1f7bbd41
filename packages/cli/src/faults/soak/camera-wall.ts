import type { BoothId, StoreId } from '@vitrine/contracts';
import type { IngestClient } from '../load/ingest-client.js';
import { WORLD } from '../world/world.js';

/** What became of the frames that were sent. */
export interface FramesSent {
  sent: number;
  accepted: number;
  /** Overtaken at the edge before they were sent on. */
  superseded: number;
  refused: number;
  unanswered: number;
}

const FRAMES_OF_A_STAY = 30;

/** Cameras at booths of their own that take frames at a fixed rate, whether or not anybody keeps up. */
export class CameraWall {
  readonly frames: FramesSent = { sent: 0, accepted: 0, superseded: 0, refused: 0, unanswered: 0 };
  private timer: NodeJS.Timeout | undefined;
  private tick = 0;

  constructor(private readonly ingest: IngestClient, private readonly jpeg: Uint8Array<ArrayBuffer>, private readonly cameras: number, private readonly framesPerSecond: number) {}

  /** Booths of a number of cameras, spread over the stores. */
  static booths(cameras: number): BoothId[] {
    return Array.from({ length: Math.ceil(cameras / WORLD.stores.length) }, (_, n) => `wall-${n}` as BoothId);
  }

  start(): void {
    this.timer = setInterval(() => this.take(), 1000 / this.framesPerSecond);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private take(): void {
    this.tick += 1;
    for (let camera = 0; camera < this.cameras; camera++) {
      const storeId = WORLD.stores[camera % WORLD.stores.length]!;
      void this.send(storeId, `wall-${Math.floor(camera / WORLD.stores.length)}` as BoothId, camera);
    }
  }

  private async send(storeId: StoreId, boothId: BoothId, camera: number): Promise<void> {
    this.frames.sent += 1;
    const now = new Date().toISOString();
    const answer = await this.ingest.once<{ superseded?: boolean }>('POST', `/v1/stores/${storeId}/booths/${boothId}/frames`, this.jpeg, {
      'content-type': 'image/jpeg', 'vitrine-session': `stay-${camera}-${Math.floor(this.tick / FRAMES_OF_A_STAY)}`, 'vitrine-sequence': String(this.tick % FRAMES_OF_A_STAY),
      'vitrine-captured-at': now, 'vitrine-trigger': 'gesture', 'vitrine-trigger-at': now,
    });
    if (answer === null) this.frames.unanswered += 1;
    else if (answer.status !== 202) this.frames.refused += 1;
    else if (answer.body.superseded === true) this.frames.superseded += 1;
    else this.frames.accepted += 1;
  }
}
