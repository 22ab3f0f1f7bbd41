import type { Environment } from '@vitrine/runtime';
import { z } from 'zod';

const whole = z.coerce.number().int();

/** Settings of ingest, under the names of their environment variables. */
export const ingestEnvironment = z.object({
  VITRINE_CLOCK_SKEW_MS: whole.min(0).default(120_000),
  VITRINE_TRIGGER_MAX_AGE_MS: whole.min(1000).default(60_000),
  VITRINE_VIEW_GRACE_MS: whole.min(0).max(10_000).default(1000),
  VITRINE_OUTBOX_DIR: z.string().default(''),
  VITRINE_OUTBOX_LIMIT_BYTES: whole.min(1000).max(2 ** 31).default(64 * 2 ** 20),
  VITRINE_FRAME_LIMIT_BYTES: whole.min(10_000).max(1_500_000).default(1_000_000),
  VITRINE_PICTURE_LIMIT_PIXELS: whole.min(10_000).default(12 * 2 ** 20),
  VITRINE_ENROLMENT_LIMIT_BYTES: whole.min(100_000).default(32 * 2 ** 20),
  VITRINE_ENROLMENT_CHALLENGE: z.enum(['optional', 'required']).default('optional'),
  VITRINE_ENROLMENT_CHALLENGE_MS: whole.min(10_000).max(600_000).default(120_000),
});

/** What ingest runs by; frozen. */
export class IngestConfig {
  /** How far ahead a sender's clock may be before its times lie in the future. */
  readonly clockSkewMs: number;
  /** Longest time between a shopper's act and a frame that it permits. */
  readonly triggerMaxAgeMs: number;
  /** How long something just announced is waited for before it is called unknown. */
  readonly viewGraceMs: number;
  /** Folder of the outbox for receipts; null: none, so that receipts are answered 503 while log or state are away. */
  readonly outboxDir: string | null;
  readonly outboxLimitBytes: number;
  readonly frameLimitBytes: number;
  readonly pictureLimitPixels: number;
  /** All photographs of one enrolment together, as sent. */
  readonly enrolmentLimitBytes: number;
  /** Whether photographs of the member's choice are refused. */
  readonly challengeRequired: boolean;
  /** How long after it was given a challenge is taken. */
  readonly challengeLifeMs: number;

  constructor(settings: z.output<typeof ingestEnvironment>) {
    this.clockSkewMs = settings.VITRINE_CLOCK_SKEW_MS;
    this.triggerMaxAgeMs = settings.VITRINE_TRIGGER_MAX_AGE_MS;
    this.viewGraceMs = settings.VITRINE_VIEW_GRACE_MS;
    this.outboxDir = settings.VITRINE_OUTBOX_DIR === '' ? null : settings.VITRINE_OUTBOX_DIR;
    this.outboxLimitBytes = settings.VITRINE_OUTBOX_LIMIT_BYTES;
    this.frameLimitBytes = settings.VITRINE_FRAME_LIMIT_BYTES;
    this.pictureLimitPixels = settings.VITRINE_PICTURE_LIMIT_PIXELS;
    this.enrolmentLimitBytes = settings.VITRINE_ENROLMENT_LIMIT_BYTES;
    this.challengeRequired = settings.VITRINE_ENROLMENT_CHALLENGE === 'required';
    this.challengeLifeMs = settings.VITRINE_ENROLMENT_CHALLENGE_MS;
    Object.freeze(this);
  }
}

/** The environment of this process. */
export const processEnvironment: Environment = process.env;
