/** Where a campaign runs: every service a process on Kafka and Redis, or all of them in one process on the embedded log. */
export type CampaignMode = 'distributed' | 'embedded';

/** What can be done to a platform of several processes. */
export const DISTRIBUTED_FAULTS = [
  'worker-killed', 'worker-frozen', 'worker-killed-at-failpoint', 'ingest-killed', 'wrong-clock', 'rebalance-storm',
  'broker-killed', 'broker-frozen', 'broker-restarted', 'kafka-cut', 'kafka-delayed', 'kafka-slow', 'kafka-black-hole',
  'redis-killed', 'redis-frozen', 'redis-emptied', 'redis-older-snapshot', 'redis-cut', 'redis-delayed', 'redis-slow', 'redis-black-hole',
  'poison', 'unknown-schema',
] as const;

/** What can be done to a platform in one process. */
export const EMBEDDED_FAULTS = ['process-killed', 'process-frozen', 'process-killed-at-failpoint', 'wrong-clock', 'full-disk', 'poison', 'unknown-schema'] as const;

/** Outages of a minute: worth their time in long campaigns only. */
export const LONG_FAULTS = ['broker-away-a-minute', 'redis-away-a-minute'] as const;

export type FaultKind = (typeof DISTRIBUTED_FAULTS)[number] | (typeof EMBEDDED_FAULTS)[number] | (typeof LONG_FAULTS)[number];

/** Every kind there is in a mode. */
export function kindsOf(mode: CampaignMode): readonly FaultKind[] {
  return mode === 'embedded' ? EMBEDDED_FAULTS : [...DISTRIBUTED_FAULTS, ...LONG_FAULTS];
}
