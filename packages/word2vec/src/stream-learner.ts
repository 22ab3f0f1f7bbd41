import { BasketMemory, type RememberedBasket } from './basket-memory.js';
import { centredVectors, type CentredVectors } from './centred-vectors.js';
import { SimdStep } from './kernel/simd-step.js';
import { readSnapshot, writeSnapshot } from './learner-snapshot.js';
import { NoiseDistribution } from './noise-distribution.js';
import { Random } from './random.js';
import { STREAM_LEARNER_DEFAULTS, type StreamLearnerOptions } from './stream-learner-options.js';
import { Vocabulary } from './vocabulary.js';

/** What was bought together: a set, so order and repetition mean nothing. */
export interface LearnerBasket {
  /** Seeds every random draw of this basket: the same baskets in the same order give the same bits. */
  readonly eventId: string;
  readonly items: readonly string[];
}

/**
 * Skip-gram with negative sampling that learns from one basket at a time and never needs to start over.
 * A fold: its state is decided by the options and the sequence of baskets, whatever the batching, restarts or machine.
 */
export class StreamLearner {
  readonly options: StreamLearnerOptions;
  private vocabulary = new Vocabulary();
  private memory: BasketMemory;
  private readonly noise: NoiseDistribution;
  private readonly step: SimdStep;
  private readonly targets: Int32Array;
  private readonly drawn: Int32Array;
  private moved = new Set<number>();

  constructor(options: Partial<StreamLearnerOptions> = {}) {
    this.options = { ...STREAM_LEARNER_DEFAULTS, ...options };
    const { dim, exponent, negatives } = this.options;
    this.memory = new BasketMemory(this.options);
    this.noise = new NoiseDistribution(exponent);
    this.step = new SimdStep({ dim, adaptive: true, maxInputs: 1, maxTargets: negatives + 1 });
    this.targets = new Int32Array(negatives + 1);
    this.drawn = new Int32Array(negatives);
  }

  /**
   * Goes on where a snapshot ended, to the bit.
   * @throws ModelFormatError when the bytes are not a whole snapshot of a learner of this dimension and memory
   */
  static restore(bytes: Uint8Array, options: Partial<StreamLearnerOptions> = {}): StreamLearner {
    const learner = new StreamLearner(options);
    const state = readSnapshot(bytes, learner.step.weights, learner.options);
    learner.vocabulary = state.vocabulary;
    learner.memory = state.memory;
    for (const [index, count] of state.vocabulary.counts().entries()) learner.noise.set(index, count);
    return learner;
  }

  /** The whole state as bytes, with a checksum. What was moved since `takeMoved` is not part of it. */
  snapshot(): Uint8Array {
    return writeSnapshot({ vocabulary: this.vocabulary, memory: this.memory }, this.step.weights, this.options);
  }

  /** Baskets learnt so far. */
  get baskets(): number {
    return this.memory.seen;
  }

  /** Items ever sold, in the order of their first sale. */
  get items(): readonly string[] {
    return this.vocabulary.items();
  }

  /** Baskets that carried the item. */
  count(item: string): number {
    const index = this.vocabulary.indexOf(item);
    return index === undefined ? 0 : this.vocabulary.count(index);
  }

  /** Learns one basket, mixed with replayed older ones. A basket of one item only counts it. */
  learn(basket: LearnerBasket): void {
    const random = Random.from(`${this.options.seed}:${basket.eventId}`);
    const items = Int32Array.from(new Set(basket.items), (item) => this.admit(item));
    if (items.length < 2) return;
    for (const presented of this.programme(items, random)) this.present(presented, random);
    this.memory.add(items, random);
  }

  /** Goes over a basket once more that was learnt before: it is not counted or remembered again. For training over a history. */
  rehearse(basket: LearnerBasket): void {
    const random = Random.from(`${this.options.seed}:${basket.eventId}`);
    const items = Int32Array.from(new Set(basket.items.flatMap((item) => this.vocabulary.indexOf(item) ?? [])));
    if (items.length > 1) for (let pass = 0; pass < this.options.passes; pass++) this.present(items, random);
  }

  /** Items whose vector was moved since the last call. */
  takeMoved(): readonly string[] {
    const moved = Array.from(this.moved, (index) => this.vocabulary.item(index));
    this.moved = new Set();
    return moved;
  }

  /** The vectors as they are to be compared: centred, of unit length, with their confidence; of these items or of all. A copy. */
  vectors(items?: readonly string[]): CentredVectors {
    const { vocabulary, options } = this;
    const { floats, dim, stride } = this.step.weights;
    const values = floats.subarray(this.step.weights.offset(0, 'input'));
    const counts = vocabulary.counts();
    const raw = { items: vocabulary.items(), counts, values, dim, stride, mean: this.step.meanInput(counts) };
    return centredVectors(raw, options.shrinkage, items?.flatMap((item) => vocabulary.indexOf(item) ?? []));
  }

  private admit(item: string): number {
    const index = this.vocabulary.admit(item);
    const { weights } = this.step;
    if (index === weights.rows) {
      const random = Random.from(`${this.options.seed}/${item}`);
      const row = weights.append();
      for (const part of ['input', 'output'] as const) {
        const vector = weights.part(row, part);
        for (let k = 0; k < vector.length; k++) vector[k] = random.normal() * this.options.initialDeviation;
      }
    }
    this.vocabulary.add(index, 1);
    this.noise.set(index, this.vocabulary.count(index));
    return index;
  }

  /** The new basket several times, spread evenly among older ones. */
  private programme(items: RememberedBasket, random: Random): RememberedBasket[] {
    const { passes, replays } = this.options;
    const programme: RememberedBasket[] = [];
    let replayed = 0;
    for (let pass = 1; pass <= passes; pass++) {
      programme.push(items);
      for (; replayed < Math.round((replays * pass) / passes); replayed++) {
        const older = this.memory.draw(random);
        if (older !== undefined) programme.push(older);
      }
    }
    return programme;
  }

  private present(items: RememberedBasket, random: Random): void {
    const { contexts } = this.options;
    const others = Int32Array.from(items);
    for (const centre of items) {
      this.moved.add(centre);
      this.drawNoise(random);
      let taken = 0;
      for (let place = 0; taken < contexts && place < others.length; place++) {
        const chosen = place + random.below(others.length - place);
        const other = others[chosen]!;
        others[chosen] = others[place]!;
        others[place] = other;
        if (other === centre) continue;
        taken++;
        this.pair(centre, other);
      }
    }
  }

  /** One draw for all contexts of a centre: a draw for each pair took half the time of a basket. */
  private drawNoise(random: Random): void {
    for (let n = 0; n < this.drawn.length; n++) this.drawn[n] = this.noise.draw(random);
  }

  private pair(centre: number, context: number): void {
    this.targets[0] = context;
    let count = 1;
    for (const noise of this.drawn) if (noise !== context) this.targets[count++] = noise;
    this.step.adapt(centre, this.targets, count, this.options.rate);
  }
}
