import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import { alignInto } from '../align/alignment.js';
import type { FivePoints } from '../align/reference-points.js';
import type { DetectedFace, FaceDetector } from '../detect/face-detector.js';
import type { FaceEmbedder } from '../embed/face-embedder.js';
import { faceShape } from '../liveness/face-shape.js';
import { decodePicture, type Decoded, type PictureLimits } from '../picture/decode.js';
import { sideInPixels, type Box, type Picture } from '../picture/picture.js';
import type { TensorRuntime } from '../runtime/tensor-runtime.js';
import { FaceChain, type ChainIdentity } from './face-chain.js';
import { geometryOf, type FaceGeometry } from './face-geometry.js';
import { meanBrightness, measureChip, qualityFault, type FaceQuality, type QualityThresholds } from './face-quality.js';
import type { FrameAnalysis, FrameImage } from './frame-analysis.js';
import { addTimes, NO_TIME, type StageTimes } from './stage-times.js';
import { chooseSubject } from './subject.js';

/** Limits and demands of a chain. */
export interface ChainSettings {
  readonly limits: PictureLimits;
  readonly quality: QualityThresholds;
}

/** The models of a chain and what they run on. */
export interface ChainModels {
  readonly detector: FaceDetector;
  readonly embedder: FaceEmbedder;
  readonly runtime: Pick<TensorRuntime, 'name' | 'passedOver' | 'tf'>;
}

interface Candidate {
  readonly index: number;
  readonly box: Box;
  readonly quality: FaceQuality;
  readonly geometry: FaceGeometry | null;
  readonly faces: number;
  readonly chip: Float32Array;
}

type Aligned = { readonly kind: 'analysis'; readonly analysis: FrameAnalysis } | { readonly kind: 'candidate'; readonly candidate: Candidate };

/** The chain in the calling thread, stage after stage. It blocks that thread while it infers: serve through `PooledFaceChain`. */
export class StagedFaceChain extends FaceChain {
  readonly embedderId: EmbedderId;
  private readonly detector: FaceDetector;
  private readonly embedder: FaceEmbedder;
  private readonly runtime: ChainModels['runtime'];
  private times: StageTimes = NO_TIME;

  /**
   * @param now a clock in milliseconds, for the stage times only
   * @throws VitrineError `invalid_configuration` when the detector lacks the points that the embedder aligns by
   */
  constructor(
    { detector, embedder, runtime }: ChainModels,
    private readonly settings: ChainSettings,
    private readonly now: () => number,
  ) {
    super();
    this.detector = detector;
    this.embedder = embedder;
    this.runtime = runtime;
    this.embedderId = embedder.id;
    if (!detector.schemes.includes(embedder.reference.scheme)) {
      throw new VitrineError('invalid_configuration', `the detector offers no ${embedder.reference.scheme}, which ${embedder.id} aligns by`, { embedder: embedder.id });
    }
  }

  async analyse(images: readonly FrameImage[], signal?: AbortSignal): Promise<FrameAnalysis[]> {
    const decoded = await this.decode(images);
    signal?.throwIfAborted();
    return this.infer(images, decoded, signal);
  }

  /** Decodes in native threads: meanwhile this thread may infer what was decoded before. */
  async decode(images: readonly FrameImage[]): Promise<readonly Decoded[]> {
    const start = this.now();
    const decoded = await Promise.all(images.map(({ bytes, formats }) => decodePicture(bytes, formats ?? ['jpeg'], this.settings.limits)));
    this.times = addTimes(this.times, { ...NO_TIME, decode: this.now() - start });
    return decoded;
  }

  /** Detects, aligns and embeds what `decode` made of the same images; calls do not overlap. */
  async infer(images: readonly FrameImage[], decoded: readonly Decoded[], signal?: AbortSignal): Promise<FrameAnalysis[]> {
    const decodedAt = this.now();
    const faces = await this.detectAll(decoded);
    const detectedAt = this.now();
    signal?.throwIfAborted();
    const aligned = images.map((image, index) => this.align(image, index, decoded[index], faces[index] ?? []));
    const alignedAt = this.now();
    const analyses = await this.embedAll(aligned);
    const spent = { decode: 0, detect: detectedAt - decodedAt, align: alignedAt - detectedAt, embed: this.now() - alignedAt };
    this.times = addTimes(this.times, { images: images.length, ...spent });
    return analyses;
  }

  async warm(): Promise<ChainIdentity> {
    await this.detector.warmUp();
    await this.embedder.warmUp();
    return { runtime: this.runtime.name, embedderId: this.embedderId, passedOver: this.runtime.passedOver };
  }

  async check(): Promise<void> {
    return;
  }

  stageTimes(): StageTimes {
    return this.times;
  }

  tensorsHeld(): number {
    return this.runtime.tf.memory().numTensors;
  }

  async close(): Promise<void> {
    await this.detector.close();
    await this.embedder.close();
  }

  private async detectAll(decoded: readonly Decoded[]): Promise<readonly (readonly DetectedFace[])[]> {
    const found: (readonly DetectedFace[])[] = decoded.map(() => []);
    for (let look = 0; look < this.detector.looks; look++) {
      const open = decoded.flatMap((result, index) => (result.kind === 'picture' && found[index]?.length === 0 ? [{ index, picture: result.picture }] : []));
      if (open.length === 0) break;
      const seen = await this.detector.detect(open.map(({ picture }) => picture), look);
      for (const [i, { index }] of open.entries()) found[index] = seen[i] ?? [];
    }
    return found;
  }

  private align({ zone, subject }: FrameImage, index: number, decoded: Decoded | undefined, faces: readonly DetectedFace[]): Aligned {
    if (decoded?.kind !== 'picture') return analysed({ kind: 'unreadable', fault: decoded?.fault ?? 'not_an_image', faces: 0 });
    const chosen = chooseSubject(faces, decoded.picture, zone ?? null, subject ?? 'alone');
    if (chosen.kind === 'no_face' && meanBrightness(decoded.picture.rgb) < this.settings.quality.minBrightness) return analysed({ kind: 'too_dark', faces: 0 });
    if (chosen.kind !== 'subject') return analysed({ kind: chosen.kind, faces: faces.length });
    return this.alignFace(chosen.face, decoded.picture, index, faces.length);
  }

  private alignFace(face: DetectedFace, picture: Picture, index: number, faces: number): Aligned {
    const { box, points } = face;
    const { size, scheme } = this.embedder.reference;
    const chip = new Float32Array(size * size * 3);
    const five: FivePoints | undefined = points[scheme];
    if (five === undefined || !alignInto(chip, 0, picture, five, this.embedder.reference)) return analysed({ kind: 'no_face', faces });
    const quality = { sizePx: sideInPixels(box, picture), ...measureChip(chip, 0, size) };
    const fault = qualityFault(quality, this.settings.quality);
    return fault === null ? { kind: 'candidate', candidate: { index, box, quality, geometry: geometry(picture, face), faces, chip } } : analysed({ kind: fault, faces });
  }

  private async embedAll(aligned: readonly Aligned[]): Promise<FrameAnalysis[]> {
    const candidates = aligned.flatMap((one) => (one.kind === 'candidate' ? [one.candidate] : []));
    const vectors = new Map<number, Float32Array>();
    for (let from = 0; from < candidates.length; from += this.embedder.maxBatch) {
      const batch = candidates.slice(from, from + this.embedder.maxBatch);
      const embedded = await this.embedder.embed(joined(batch), batch.length);
      for (const [i, { index }] of batch.entries()) vectors.set(index, embedded.slice(i * this.embedder.dim, (i + 1) * this.embedder.dim));
    }
    return aligned.map((one) => {
      if (one.kind === 'analysis') return one.analysis;
      const { index, box, quality, geometry: shown, faces } = one.candidate;
      return { kind: 'face', vector: vectors.get(index) ?? new Float32Array(0), box, quality, geometry: shown, faces };
    });
  }
}

function geometry(picture: Picture, { points, landmarks }: DetectedFace): FaceGeometry | null {
  const five = points['eyes-nose-and-mouth'];
  return five === undefined ? null : geometryOf(picture, five, landmarks === null ? null : faceShape(landmarks));
}

function analysed(analysis: FrameAnalysis): Aligned {
  return { kind: 'analysis', analysis };
}

function joined(batch: readonly Candidate[]): Float32Array {
  const values = batch[0]?.chip.length ?? 0;
  const chips = new Float32Array(batch.length * values);
  for (const [i, { chip }] of batch.entries()) chips.set(chip, i * values);
  return chips;
}
