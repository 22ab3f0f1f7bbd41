import { fileURLToPath } from 'node:url';
import type { Environment } from '@vitrine/runtime';
import { z } from 'zod';

const whole = z.coerce.number().int();
const BUILT_PAGES = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Settings of booth, under the names of their environment variables. */
export const boothEnvironment = z.object({
  VITRINE_CLOCK_SKEW_MS: whole.min(0).default(120_000),
  VITRINE_HEARTBEAT_MS: whole.min(20).max(60_000).default(15_000),
  VITRINE_FLOW_QUEUE: whole.min(1).max(100_000).default(1000),
  VITRINE_WEB_DIR: z.string().default(BUILT_PAGES),
});

/** What booth runs by; frozen. */
export class BoothConfig {
  /** How far ahead a display's clock may be before its times lie in the future. */
  readonly clockSkewMs: number;
  /** Time between two signs of life on a stream; how long a slate that was taken down may stay up. */
  readonly heartbeatMs: number;
  /** Records kept for a reader of the flow who is slower than the log. */
  readonly flowQueue: number;
  /** Folder of the built pages. */
  readonly webDir: string;

  constructor(settings: z.output<typeof boothEnvironment>) {
    this.clockSkewMs = settings.VITRINE_CLOCK_SKEW_MS;
    this.heartbeatMs = settings.VITRINE_HEARTBEAT_MS;
    this.flowQueue = settings.VITRINE_FLOW_QUEUE;
    this.webDir = settings.VITRINE_WEB_DIR;
    Object.freeze(this);
  }
}

/** The environment of this process. */
export const processEnvironment: Environment = process.env;
