import { Logger } from '@nestjs/common';
import { CampaignLoad } from '../load/campaign-load.js';
import { IngestClient } from '../load/ingest-client.js';
import { DistributedPlatform } from '../platform/distributed-platform.js';
import { announceWorld } from '../world/announce.js';
import { CameraWall, type FramesSent } from './camera-wall.js';
import { MemoryWatch, type MemoryCourse } from './memory-watch.js';
import { WaitingTimesProbe, type WaitingTimes } from './waiting-times.js';

export interface SoakSettings {
  readonly minutes: number;
  readonly cameras: number;
  readonly framesPerSecond: number;
  /** Receipts, identities and promotions a second beside the frames. */
  readonly ratePerSecond: number;
  readonly jpeg: Uint8Array<ArrayBuffer>;
  readonly seed: number;
  readonly folder: string;
  readonly tell: (line: string) => void;
}

/** What a soak saw. */
export interface SoakOutcome {
  readonly frames: FramesSent;
  /** Frames the face workers looked at, by outcome, and left out, by reason. */
  readonly decided: Readonly<Record<string, number>>;
  readonly leftOut: Readonly<Record<string, number>>;
  readonly before: WaitingTimes;
  readonly during: WaitingTimes;
  readonly memory: Readonly<Record<string, MemoryCourse>>;
  readonly gaveUp: number;
}

const BEFORE_MS = 20_000;

/** Overloads the face workers of a platform of its own for so long, with receipts and identities beside. */
export async function soak(settings: SoakSettings): Promise<SoakOutcome> {
  const { minutes, cameras, tell, folder, seed, ratePerSecond } = settings;
  // Standard output is the report's.
  Logger.overrideLogger(false);
  const platform = await DistributedPlatform.start({ folder, partitions: 4, sessionTimeoutMs: 10_000, tell });
  const over = new AbortController();
  try {
    const ingest = new IngestClient(platform.url, over.signal);
    await announceWorld(ingest, CameraWall.booths(cameras));
    const inside = await platform.look(async (found) => found);
    const load = new CampaignLoad(ingest, null, { seed, ratePerSecond, events: Math.ceil(ratePerSecond * 60 * (minutes + 1)), camera: { jpeg: settings.jpeg, sessionId: 'soak' } });
    load.run(over.signal).catch(() => undefined);
    const probe = new WaitingTimesProbe(ingest, inside, new Date().toISOString().slice(0, 10));
    tell('waiting times without frames');
    const before = await probe.measure(BEFORE_MS);
    const memory = new MemoryWatch(platform.services);
    const watching = memory.run(over.signal);
    const wall = new CameraWall(ingest, settings.jpeg, cameras, settings.framesPerSecond);
    wall.start();
    tell(`${cameras} cameras, ${settings.framesPerSecond} frames a second each, for ${minutes} minutes`);
    const during = await probe.measure(minutes * 60_000);
    wall.stop();
    over.abort();
    await watching;
    const gaveUp = platform.services.reduce((sum, service) => sum + service.gaveUp, 0);
    return { frames: wall.frames, decided: memory.counter('vitrine_identities_total'), leftOut: memory.counter('vitrine_frames_skipped_total'), before, during, memory: memory.courses(), gaveUp };
  } finally {
    over.abort();
    await platform.close();
  }
}
