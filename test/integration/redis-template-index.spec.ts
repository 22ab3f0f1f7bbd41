import { randomBytes, randomUUID } from 'node:crypto';
import type { ChainId, ConsentId, EmbedderId, EnrolmentId, MemberId } from '@vitrine/contracts';
import type { FaceTemplate, State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithRedis } from '../provided.js';

const chainId = 'chain' as ChainId;
const embedderId = 'embedder@1' as EmbedderId;

function template(member: string, place: number): FaceTemplate {
  const vector = new Float32Array(128);
  vector[place] = 1;
  return {
    chainId, embedderId, vector, memberId: member as MemberId, consentId: `${member}-consent` as ConsentId,
    enrolmentId: `${member}-enrolment` as EnrolmentId, index: 0, enrolledAtMs: 1_000,
  };
}

describeWithRedis('face templates on Redis', (url) => {
  const keyPrefix = `templates-${randomUUID()}`;
  let state: State;
  let redis: Redis;
  beforeAll(async () => {
    state = await openRedisState({ url, masterKey: randomBytes(32), clock: { nowMs: () => 0 }, keyPrefix });
    redis = new Redis(url);
  });
  afterAll(async () => {
    redis.disconnect();
    await state.store.close();
  });

  /** Everything Redis keeps for this deployment, as Redis itself would write it to the disk. */
  const everything = async (): Promise<Buffer> => {
    const keys = await redis.keys(`{${keyPrefix}}*`);
    return Buffer.concat((await Promise.all(keys.map((key) => redis.dumpBuffer(key)))).filter((dump) => dump !== null));
  };

  it('are nowhere in clear', async () => {
    const { vector, ...rest } = template('ada', 3);
    const dense = vector.map((_, index) => Math.sin(index + 1) / 8);
    const length = Math.hypot(...dense);
    const unit = dense.map((element) => element / length);
    await state.store.write([await state.templateIndex.enrol([{ ...rest, vector: unit }])]);
    const bytes = Buffer.from(unit.buffer);
    const isKept = async (): Promise<boolean> => {
      const kept = await everything();
      return Array.from({ length: bytes.length / 8 }, (_, index) => bytes.subarray(8 * index, 8 * index + 8)).some((part) => kept.includes(part));
    };
    expect(await isKept()).toBe(false);
    await redis.set(`{${keyPrefix}}:witness`, bytes);
    expect(await isKept()).toBe(true);
    await redis.unlink(`{${keyPrefix}}:witness`);
    expect((await state.templateIndex.load(chainId, embedderId)).templates).toEqual([{ ...rest, vector: unit }]);
  });

  it('leave nothing behind when the member is erased but the refusal', async () => {
    await state.store.write([await state.templateIndex.enrol([template('bob', 5)])]);
    await state.store.write([state.templateIndex.erase(chainId, 'bob' as MemberId, 2_000)]);
    expect(await redis.keys(`{${keyPrefix}}*bob*`)).toEqual([]);
    expect((await everything()).includes('bob-enrolment')).toBe(false);
  });

  it('are found, all of them, in a gallery of many members', async () => {
    const members = Array.from({ length: 1_200 }, (_, index) => `member-${index}`);
    const writes = await Promise.all(members.map((member, index) => state.templateIndex.enrol([template(member, index % 128)])));
    await state.store.write(writes);
    const { templates } = await state.templateIndex.load(chainId, embedderId);
    expect(new Set(templates.map(({ memberId }) => memberId))).toEqual(new Set([...members, 'ada']));
    expect(templates).toHaveLength(members.length + 1);
  });
});
