import { mkdir } from 'node:fs/promises';
import { positionKey } from '@vitrine/contracts';
import type { EventLog, NewRecord } from '@vitrine/messaging';
import { ensurePlatformTopics, Metrics, openInfrastructure, platformEnvironment, readConfiguration, type Clock } from '@vitrine/runtime';
import type { Inside } from '../platform/campaign-platform.js';
import { commonSettings } from '../platform/settings.js';
import { everythingApplied, FOLLOWED } from './progress.js';
import { recoWorkerOn, withoutAppends } from '../platform/reco-worker-on.js';

const APPENDED_AT_ONCE = 500;
const PATIENCE_MS = 600_000;
/** So far ahead identities are too old for a slate, so the log is applied without deciding offers nobody compares. */
const LATER_MS = 86_400_000;

/** A clock that is set by hand. */
export class SetClock {
  private atMs: number;

  constructor(atMs: number) {
    this.atMs = atMs;
  }

  set(atMs: number): void {
    this.atMs = atMs;
  }

  nowMs(): number {
    return this.atMs;
  }
}

/** What the log should have led to: the same application over the embedded adapters in this process, undisturbed, over a copy of the log. */
export class Reference implements Inside {
  private constructor(readonly log: EventLog, readonly state: Inside['state'], readonly clock: SetClock, private readonly shut: () => Promise<void>) {}

  static async of(source: EventLog, folder: string, partitions: number): Promise<Reference> {
    await mkdir(folder, { recursive: true });
    const config = readConfiguration(platformEnvironment, { ...commonSettings(partitions), VITRINE_DATA_DIR: folder });
    const clock: SetClock & Clock = new SetClock(Date.now() + LATER_MS);
    const infrastructure = await openInfrastructure(config, clock, new Metrics(false));
    const open: { close(): Promise<void> }[] = [infrastructure];
    const reference = new Reference(infrastructure.log, infrastructure.state, clock, async () => { for (const one of open.toReversed()) await one.close(); });
    try {
      await ensurePlatformTopics(infrastructure.log, partitions);
      for (const topic of new Set(FOLLOWED.map(({ topic }) => topic))) await copyTopic(source, infrastructure.log, topic);
      open.push(await recoWorkerOn({ ...infrastructure, log: withoutAppends(infrastructure.log) }, config, clock));
      const left = await everythingApplied(reference, PATIENCE_MS);
      if (left.size > 0) throw new Error(`the reference did not get through the log: ${JSON.stringify([...left])}`);
      return reference;
    } catch (error) {
      // Left open, it would keep the process alive after its last words.
      await reference.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.shut();
  }
}

/** Copies every record to the position it had, up to the first one that nobody has: compaction and appends that failed leave such. Behind it only the order and the partition stay. */
async function copyTopic(source: EventLog, target: EventLog, topic: string): Promise<void> {
  for (const { partition, begin, end } of await source.ends(topic)) {
    let batch: NewRecord[] = [];
    let next = begin;
    let contiguous = begin === 0;
    const flush = async (): Promise<void> => {
      const positions = batch.length === 0 ? [] : await target.append(topic, batch);
      batch = [];
      const last = positions.at(-1);
      if (contiguous && last !== undefined && positionKey(last) !== positionKey({ topic, partition, offset: next - 1 })) {
        throw new Error(`the copy of ${positionKey({ topic, partition, offset: next - 1 })} came to ${positionKey(last)}`);
      }
    };
    for await (const { key, value, headers, timeMs, position } of source.read({ topic, partition }, begin, end)) {
      batch.push({ key, value, headers, timeMs });
      contiguous &&= position.offset === next;
      next = position.offset + 1;
      if (batch.length >= APPENDED_AT_ONCE) await flush();
    }
    await flush();
  }
}
