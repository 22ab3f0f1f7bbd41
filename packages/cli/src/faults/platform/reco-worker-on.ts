import type { EventLog } from '@vitrine/messaging';
import { RecoWorkerModule } from '@vitrine/reco-worker';
import { startService, type Clock, type Infrastructure, type PlatformConfig } from '@vitrine/runtime';
import { LEARNING } from './settings.js';

/** A reco-worker in this process. */
export async function recoWorkerOn(infrastructure: Infrastructure, config: PlatformConfig, clock: Clock): Promise<{ close(): Promise<void> }> {
  return startService({ name: 'reference', modules: [RecoWorkerModule.from(LEARNING)], config: { ...config, VITRINE_PORT: 0, VITRINE_LOG_LEVEL: 'silent' }, clock, infrastructure });
}

const append: EventLog['append'] = async (topic, records) => records.map((_, offset) => ({ topic, partition: 0, offset }));

/** The log, with everything that a service would append to it left out: what it derives is there already. */
export function withoutAppends(log: EventLog): EventLog {
  return Object.assign(Object.create(log) as EventLog, { append });
}
