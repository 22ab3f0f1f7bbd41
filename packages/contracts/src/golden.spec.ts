import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_CONTRACTS } from './index.js';

interface Golden {
  readonly event: object;
  readonly hex: string;
}

const folder = resolve(import.meta.dirname, '../../../schemas/golden');

function golden(topic: string, version: number): Golden {
  return JSON.parse(readFileSync(resolve(folder, topic, `${version}.json`), 'utf8'), revive) as Golden;
}

/** Bytes stand in the file as `{ "$hex": "…" }`. */
function revive(_key: string, value: unknown): unknown {
  const hex = (value as { $hex?: unknown } | null)?.$hex;
  return typeof hex === 'string' ? Buffer.from(hex, 'hex') : value;
}

const versions = EVENT_CONTRACTS.flatMap((contract) => contract.versions.map(({ version }) => [contract.topic.name, version, contract] as const));

describe('golden bytes', () => {
  it.each(versions)('%s version %i still decodes to the recorded event', (topic, version, contract) => {
    const { event, hex } = golden(topic, version);
    expect(contract.decode(Buffer.from(hex, 'hex'))).toMatchObject(event);
  });

  it.each(EVENT_CONTRACTS.map((contract) => [contract.topic.name, contract] as const))('%s is still written as recorded for its newest version', (topic, contract) => {
    const { event, hex } = golden(topic, contract.versions.at(-1)?.version ?? 0);
    expect(contract.encode(event as never).toString('hex')).toBe(hex);
  });
});
