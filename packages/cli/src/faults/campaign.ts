import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { IdentityResolved, type SessionId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { identityAt } from './check/probes.js';
import { recovery } from './check/recovery.js';
import { verdict, type Verdict } from './check/verdict.js';
import { WatermarkWatch } from './check/watermark-watch.js';
import type { FaultRecord } from './campaign-report.js';
import { harm } from './inject/harm.js';
import { Poison } from './inject/poison.js';
import { CampaignLoad, type IdentitySink, type LoadSettings } from './load/campaign-load.js';
import { IngestClient } from './load/ingest-client.js';
import type { CampaignPlatform, Inside } from './platform/campaign-platform.js';
import { DistributedPlatform } from './platform/distributed-platform.js';
import { EmbeddedPlatform } from './platform/embedded-platform.js';
import type { PlannedFault } from './plan/schedule.js';
import type { CampaignMode } from './plan/fault-kinds.js';
import { announceWorld } from './world/announce.js';
import { WORLD } from './world/world.js';

export interface CampaignSettings extends LoadSettings {
  readonly mode: CampaignMode;
  readonly faults: readonly PlannedFault[];
  readonly partitions: number;
  readonly sessionTimeoutMs: number;
  /** Folder for data, logs and the reference. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}

/** What a campaign saw. */
export interface CampaignOutcome {
  readonly load: CampaignLoad;
  readonly ingest: IngestClient;
  readonly records: readonly FaultRecord[];
  readonly verdict: Verdict;
  readonly watermarkViolations: readonly string[] | null;
  readonly gaveUp: number;
}

/** Runs one campaign from an empty platform to the verdict. */
export async function runCampaign(settings: CampaignSettings): Promise<CampaignOutcome> {
  const { tell, mode, folder, partitions, sessionTimeoutMs } = settings;
  // What the campaign's own clients complain about while it breaks their servers is no news, and standard output is the report's.
  Logger.overrideLogger(false);
  tell(`starting the platform (${mode}); its logs are in ${folder}`);
  const platform = mode === 'embedded' ? await EmbeddedPlatform.start({ folder, partitions }) : await DistributedPlatform.start({ folder, partitions, sessionTimeoutMs, tell });
  const over = new AbortController();
  try {
    return await play(platform, settings, over);
  } finally {
    over.abort();
    await platform.close();
  }
}

async function play(platform: CampaignPlatform, settings: CampaignSettings, over: AbortController): Promise<CampaignOutcome> {
  const { tell } = settings;
  const ingest = new IngestClient(platform.url, over.signal);
  await announceWorld(ingest);
  const poison = new Poison();
  const inside = platform instanceof DistributedPlatform ? await platform.look(async (found) => found) : null;
  const watch = inside === null ? null : new WatermarkWatch(inside);
  const watching = watch?.run(over.signal);
  const load = new CampaignLoad(ingest, inside === null ? null : identitySink(inside), settings);
  tell(`the load begins: ${settings.events} events at ${settings.ratePerSecond} a second`);
  const running = load.run(over.signal);
  running.catch(() => undefined);
  const records = await doHarm(platform, settings, { load, poison, inside, watch });
  await running;
  tell(`all events are due, ${load.waiting} wait at their senders`);
  await load.drained();
  const gaveUp = platform.services.reduce((sum, service) => sum + service.gaveUp, 0);
  tell('everything is acknowledged; comparing with the reference');
  const settled = await platform.settle();
  const found = await verdict(settled, { acknowledged: load.acknowledged, poison: poison.positions, folder: join(settings.folder, 'reference'), partitions: settings.partitions });
  over.abort();
  await watching;
  return { load, ingest, records, verdict: found, watermarkViolations: watch?.violations ?? null, gaveUp };
}

interface Stage {
  readonly load: CampaignLoad;
  readonly poison: Poison;
  readonly inside: Inside | null;
  readonly watch: WatermarkWatch | null;
}

async function doHarm(platform: CampaignPlatform, { faults, sessionTimeoutMs, tell }: CampaignSettings, { load, poison, inside, watch }: Stage): Promise<FaultRecord[]> {
  const records: FaultRecord[] = [];
  for (const fault of faults) {
    while (load.due < fault.afterEvents) await delay(50);
    const { number, kind, afterEvents } = fault;
    tell(`fault ${number + 1} of ${faults.length}: ${kind} after ${load.due} events`);
    const result = await harm(platform, fault, {
      poison, sessionTimeoutMs, recovery: async () => (inside === null ? null : recovery(inside)), stateGoesBack: () => watch?.forget(),
    });
    records.push({ number, kind, afterEvents, ...result });
    tell(`  ${result.what}${result.recoverySeconds === undefined ? '' : result.recoverySeconds === null ? ': NOT RECOVERED' : `: recovered in ${result.recoverySeconds.toFixed(1)} s`}`);
  }
  return records;
}

/** Plays the face workers: what they would say goes into the log, each with a position of a made-up source. */
function identitySink({ log }: Inside): IdentitySink {
  const publisher = new EventPublisher(log);
  return async (batch) => {
    const nowMs = Date.now();
    const events = batch.map(({ storeId, boothId, memberId, offset }) =>
      identityAt({ chainId: WORLD.chainId, storeId, boothId }, memberId, { topic: `campaign.cameras.${storeId}-${boothId}`, partition: 0, offset }, `visit-${Math.floor(offset / 50)}` as SessionId, nowMs));
    for (;;) {
      try {
        await publisher.publish(IdentityResolved, events);
        return;
      } catch {
        await delay(300);
      }
    }
  };
}
