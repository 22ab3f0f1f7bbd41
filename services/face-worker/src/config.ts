import { availableParallelism } from 'node:os';
import { VitrineError } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import {
  calibratedThresholds, chooseEmbedder, DEFAULT_EMBEDDER_ID, DEFAULT_TRACK_SETTINGS, defaultPoolSettings, DETECTOR_CHOICES, LIVENESS_CHOICES, nativeSettings, openLiveness, RUNTIME_CHOICES,
  thresholdsOf, type EmbedderChoice, type IdentityThresholds, type LivenessCheck, type PooledFaceChainOptions, type TrackSettings,
} from '@vitrine/vision';
import { z } from 'zod';

const whole = z.coerce.number().int();
const cosine = z.coerce.number().min(-1).max(1);

/** An id or a model's folder; what is wrong with it is told with all other faults. */
function embedder(text: string, context: z.RefinementCtx): EmbedderChoice {
  try {
    return chooseEmbedder(text);
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}

/** Settings of the face worker, under the names of their environment variables. */
export const faceWorkerEnvironment = z.object({
  VITRINE_FACE_RUNTIME: z.enum(RUNTIME_CHOICES as readonly ['auto', ...(typeof RUNTIME_CHOICES)[number][]]).default('auto'),
  VITRINE_FACE_EMBEDDER: z.string().default(DEFAULT_EMBEDDER_ID).transform(embedder),
  VITRINE_FACE_EMBEDDER_NEXT: z.string().transform(embedder).optional(),
  VITRINE_FACE_DETECTOR: z.enum(DETECTOR_CHOICES).default('tiny'),
  VITRINE_FACE_DEVICE: z.string().regex(/^[\w-]+$/, 'has to be the index or UUID of one GPU').optional(),
  VITRINE_FACE_THREADS: whole.min(1).max(64).optional(),
  VITRINE_FACE_BATCH: whole.min(1).max(64).optional(),
  VITRINE_FACE_QUEUE: whole.min(32).optional(),
  VITRINE_FACE_SEARCH: z.enum(['memory', 'index']).default('memory'),
  VITRINE_FACE_INDEX_SHARDS: whole.min(1).max(64).default(4),
  VITRINE_FACE_CALIBRATION: z.string().optional(),
  VITRINE_FACE_ACCEPT: cosine.optional(),
  VITRINE_FACE_MARGIN: z.coerce.number().min(0).max(2).optional(),
  VITRINE_FACE_LIVENESS: z.enum(LIVENESS_CHOICES).default('passive'),
  VITRINE_TRACK_MIN_FRAMES: whole.min(1).max(8).default(DEFAULT_TRACK_SETTINGS.minFrames),
  VITRINE_FRAME_MAX_AGE_MS: whole.min(100).default(1500),
  VITRINE_ENROLMENT_MIN_PHOTOS: whole.min(1).max(8).default(3),
  VITRINE_FRAME_EXPIRY_MS: whole.min(1000).default(30_000),
  VITRINE_CONSENT_GRACE_MS: whole.min(0).max(60_000).default(10_000),
});

/** What the face worker runs by; frozen. */
export class FaceWorkerConfig {
  readonly chain: PooledFaceChainOptions;
  /** The same with the embedder that is to take over, for enrolments only; null where none is. */
  readonly nextChain: PooledFaceChainOptions | null;
  /** When a match is a member: the embedder's own or calibrated thresholds, which grow with the gallery, unless overridden. */
  readonly thresholds: IdentityThresholds;
  /** Where a face is searched: in this worker's memory, or in an index that the state keeps, for galleries too large for it. */
  readonly search: 'memory' | 'index';
  /** Parts of that index. */
  readonly indexShards: number;
  /** How frames of one stay decide together. */
  readonly track: TrackSettings;
  /** How a living face is told from a picture of one. */
  readonly liveness: LivenessCheck;
  /** Whether nobody is named who has not shown life. */
  readonly lifeRequired: boolean;
  /** Frames older than this are left out when the same booth session has a newer one. */
  readonly frameMaxAgeMs: number;
  /** With fewer photographs an enrolment is refused: one picture knows a face in one light and one pose. */
  readonly enrolmentMinPhotos: number;
  /** Frames older than this are left out in any case: whoever stood there has gone. */
  readonly frameExpiryMs: number;
  /** How long after a request its consent may still be on its way. */
  readonly consentGraceMs: number;

  /** What native runtimes read from the process's environment. */
  readonly native: Readonly<Record<string, string>>;

  constructor(settings: z.output<typeof faceWorkerEnvironment>) {
    const pool = defaultPoolSettings(settings.VITRINE_FACE_RUNTIME);
    const threads = settings.VITRINE_FACE_THREADS ?? pool.threads;
    const { embedder } = settings.VITRINE_FACE_EMBEDDER;
    const thresholds = settings.VITRINE_FACE_CALIBRATION === undefined ? thresholdsOf(embedder) : calibratedThresholds(settings.VITRINE_FACE_CALIBRATION, embedder);
    this.chain = {
      runtime: settings.VITRINE_FACE_RUNTIME,
      detector: settings.VITRINE_FACE_DETECTOR,
      ...settings.VITRINE_FACE_EMBEDDER,
      pool: { threads, maxBatch: settings.VITRINE_FACE_BATCH ?? pool.maxBatch, maxQueued: settings.VITRINE_FACE_QUEUE ?? pool.maxQueued },
    };
    const next = settings.VITRINE_FACE_EMBEDDER_NEXT;
    if (next?.embedder === embedder) throw new VitrineError('invalid_configuration', 'VITRINE_FACE_EMBEDDER_NEXT is VITRINE_FACE_EMBEDDER already', { embedder });
    this.nextChain = next === undefined ? null : { ...this.chain, ...next, pool: { ...this.chain.pool, threads: 1 } };
    this.native = nativeSettings(availableParallelism(), threads, settings.VITRINE_FACE_DEVICE ?? null);
    this.thresholds = withOverrides(thresholds, settings.VITRINE_FACE_ACCEPT, settings.VITRINE_FACE_MARGIN);
    this.search = settings.VITRINE_FACE_SEARCH;
    this.indexShards = settings.VITRINE_FACE_INDEX_SHARDS;
    this.track = { ...DEFAULT_TRACK_SETTINGS, minFrames: settings.VITRINE_TRACK_MIN_FRAMES };
    this.liveness = openLiveness(settings.VITRINE_FACE_LIVENESS);
    this.lifeRequired = settings.VITRINE_FACE_LIVENESS === 'required';
    this.frameMaxAgeMs = settings.VITRINE_FRAME_MAX_AGE_MS;
    this.enrolmentMinPhotos = settings.VITRINE_ENROLMENT_MIN_PHOTOS;
    this.frameExpiryMs = settings.VITRINE_FRAME_EXPIRY_MS;
    this.consentGraceMs = settings.VITRINE_CONSENT_GRACE_MS;
    Object.freeze(this);
  }
}

/** Puts settings into an environment where it has none of that name. */
export function complete(environment: Environment, settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) if (environment[name] === undefined) Object.assign(environment, { [name]: value });
}

/** An accept threshold that was written down holds whatever the size of the gallery. */
function withOverrides(thresholds: IdentityThresholds, accept: number | undefined, margin: number | undefined): IdentityThresholds {
  const given = { ...thresholds, margin: margin ?? thresholds.margin };
  if (accept === undefined) return given;
  const { tail: _tail, ...fixed } = given;
  return { ...fixed, accept, probable: Math.min(accept, fixed.probable) };
}

/** The environment of this process. */
export const processEnvironment: Environment = process.env;
