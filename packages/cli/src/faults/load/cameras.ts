import type { StoreId } from '@vitrine/contracts';
import { WORLD } from '../world/world.js';
import type { Acknowledged } from './acknowledged.js';
import type { IngestClient } from './ingest-client.js';

/** Pictures and the session they belong to. */
export interface Camera {
  readonly jpeg: Uint8Array<ArrayBuffer>;
  readonly sessionId: string;
}

/** The camera of each store: frames go out as they are taken and never again. */
export class Cameras {
  private readonly sending = new Set<Promise<void>>();
  private readonly sequences = new Map<StoreId, number>();

  constructor(private readonly ingest: IngestClient, private readonly camera: Camera, private readonly acknowledged: Acknowledged) {}

  take(storeId: StoreId): void {
    const sequence = this.sequences.get(storeId) ?? 0;
    this.sequences.set(storeId, sequence + 1);
    const sent = this.send(storeId, sequence).finally(() => this.sending.delete(sent));
    this.sending.add(sent);
  }

  async drained(): Promise<void> {
    await Promise.all(this.sending);
  }

  private async send(storeId: StoreId, sequence: number): Promise<void> {
    const { frames } = this.acknowledged;
    frames.sent += 1;
    const now = new Date().toISOString();
    const answer = await this.ingest.once<{ superseded?: boolean }>('POST', `/v1/stores/${storeId}/booths/${WORLD.cameraBooth}/frames`, this.camera.jpeg, {
      'content-type': 'image/jpeg', 'vitrine-session': this.camera.sessionId, 'vitrine-sequence': String(sequence), 'vitrine-captured-at': now,
      'vitrine-trigger': 'gesture', 'vitrine-trigger-at': now,
    });
    if (answer === null || answer.status === 503) frames.failed += 1;
    else if (answer.status !== 202) this.acknowledged.refuse(`frame ${storeId}/${sequence}: ${answer.status}`);
    else if (answer.body.superseded === true) frames.superseded += 1;
    else frames.accepted += 1;
  }
}
