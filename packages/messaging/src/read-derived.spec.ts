import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BasketSold, type CatalogueRegion, type ChainId, type EventId, type Sku, type StoreId } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedEventLog } from './embedded/index.js';
import { EventPublisher } from './event-publisher.js';
import { readDerived } from './read-derived.js';

const basket = (offset: number, partition = 0): BasketSold => ({
  eventId: `${partition}/${offset}` as EventId, origin: { topic: 'purchase.recorded.v1', partition, offset }, chainId: 'c' as ChainId, region: 'r' as CatalogueRegion,
  storeId: 's' as StoreId, occurredAtMs: 0, skus: ['a' as Sku],
});

describe('readDerived', () => {
  let path: string;
  let log: EmbeddedEventLog;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'vitrine-log-'));
    log = await EmbeddedEventLog.open({ path });
    await log.ensureTopics([BasketSold.topic]);
  });
  afterEach(async () => {
    await log.close();
    await rm(path, { recursive: true, force: true });
  });

  async function read(from: number, to: number): Promise<string[]> {
    const ids: string[] = [];
    for await (const { eventId } of readDerived(log, BasketSold, { topic: BasketSold.topic.name, partition: 0 }, from, to)) ids.push(eventId);
    return ids;
  }

  it('gives each event once, in order, though a crash made it come twice', async () => {
    await new EventPublisher(log).publish(BasketSold, [basket(0), basket(1), basket(0, 1), basket(0), basket(1), basket(2), basket(1, 1)]);
    expect(await read(0, 7)).toEqual(['0/0', '0/1', '1/0', '0/2', '1/1']);
    expect(await read(0, 5)).toEqual(['0/0', '0/1', '1/0']);
  });

  it('knows what came before its start', async () => {
    await new EventPublisher(log).publish(BasketSold, [basket(0), basket(1), basket(1), basket(2)]);
    expect(await read(2, 4)).toEqual(['0/2']);
  });

  it('leaves out what does not decode', async () => {
    await log.append(BasketSold.topic.name, [{ key: 'r', value: Buffer.from('not avro'), timeMs: 0 }]);
    await new EventPublisher(log).publish(BasketSold, [basket(0)]);
    expect(await read(0, 2)).toEqual(['0/0']);
  });
});
