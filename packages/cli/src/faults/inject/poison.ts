import { setTimeout as delay } from 'node:timers/promises';
import { IdentityResolved, positionKey, PromotionChanged, PurchaseRecorded } from '@vitrine/contracts';
import type { EventLog } from '@vitrine/messaging';
import { between, pick } from './injection.js';

const TOPICS = [PurchaseRecorded, IdentityResolved, PromotionChanged].map(({ topic }) => topic.name);
const UNKNOWN_SCHEMA = 0xffff;

/** Puts records into the log that nobody can read, and keeps account of them. */
export class Poison {
  /** Where they stand, as `positionKey`. */
  readonly positions = new Set<string>();

  /** Appends a few of them to one topic, among the good ones. */
  async add(log: EventLog, kind: 'poison' | 'unknown-schema', draws: readonly [number, number, number]): Promise<string> {
    const topic = pick(TOPICS, draws[0]);
    const count = between(1, 6, draws[1]);
    for (let n = 0; n < count; n++) {
      const value = kind === 'poison' ? garbage(draws[2], n) : withSchemaId(UNKNOWN_SCHEMA + n);
      const [position] = await untilAppended(() => log.append(topic, [{ key: `poison-${n}`, value, timeMs: Date.now(), headers: {} }]));
      if (position !== undefined) this.positions.add(positionKey(position));
    }
    return `${count} records of ${topic}`;
  }
}

function garbage(draw: number, n: number): Buffer {
  return Buffer.from(Array.from({ length: 1 + Math.floor(draw * 40) }, (_, i) => (i * 31 + n) % 256));
}

function withSchemaId(id: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(id, 1);
  return bytes;
}

async function untilAppended<T>(append: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await append();
    } catch {
      await delay(200);
    }
  }
}
