import { randomUUID } from 'node:crypto';
import type { Clock } from '@vitrine/runtime';
import type { ApiClient } from './api-client.js';
import { CAMERA_CHANGES, picture, type SamplePerson } from './face-photographs.js';

/** A shopper in front of a booth: frames of one session, one after another. */
export class Sighting {
  readonly sessionId = randomUUID();
  private sequence = 0;
  private readonly raisedHandAt: number;

  constructor(private readonly ingest: ApiClient, readonly storeId: string, readonly boothId: string, readonly person: SamplePerson, private readonly clock: Clock) {
    this.raisedHandAt = clock.nowMs();
  }

  /** Takes a frame and sends it; resolves when the log has it. */
  async frame(): Promise<void> {
    const sequence = this.sequence++;
    const jpeg = await picture(this.person, CAMERA_CHANGES[sequence % CAMERA_CHANGES.length] ?? CAMERA_CHANGES[0]!);
    await this.ingest.postBytes(`/v1/stores/${this.storeId}/booths/${this.boothId}/frames`, jpeg, {
      'content-type': 'image/jpeg',
      'vitrine-session': this.sessionId,
      'vitrine-sequence': String(sequence),
      'vitrine-captured-at': new Date(this.clock.nowMs()).toISOString(),
      'vitrine-trigger': 'gesture',
      'vitrine-trigger-at': new Date(this.raisedHandAt).toISOString(),
    });
  }
}
