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
  private vocabulary: Vocabulary;
  private memory: BasketMemory;
  private readonly noise: NoiseDistribution;
  private readonly step: SimdStep;
  private readonly targets: Int32Array;
  private moved = new Set<number>();
  /** By the row it had, the item that was there when `takeGone` was last called. */
  private gone = new Map<number, string>();

  constructor(options: Partial<StreamLearnerOptions> = {}) {
    this.options = { ...STREAM_LEARNER_DEFAULTS, ...options };
    const { dim, exponent, contexts, negatives, capacity } = this.options;
    this.vocabulary = new Vocabulary(capacity);
    this.memory = new BasketMemory(this.options);
    this.noise = new NoiseDistribution(exponent);
    this.step = new SimdStep({ dim, adaptive: true, maxInputs: 1, maxTargets: contexts + negatives });
    this.targets = new Int32Array(contexts + negatives);
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

  /** The whole state as bytes, with a checksum. What `takeMoved` and `takeGone` would give is not part of it. */
  snapshot(): Uint8Array {
    return writeSnapshot({ vocabulary: this.vocabulary, memory: this.memory }, this.step.weights, this.options);
  }

  /** Baskets learnt so far. */
  get baskets(): number {
    return this.memory.seen;
  }

  /** Items held: all that were ever sold, in the order of their first sale, until there are more than the capacity. */
  get items(): readonly string[] {
    return this.vocabulary.items();
  }

  /** Baskets that carried the item since it was admitted. */
  count(item: string): number {
    const index = this.vocabulary.indexOf(item);
    return index === undefined ? 0 : this.vocabulary.count(index);
  }

  /** Learns one basket, mixed with replayed older ones. A basket of one item only counts it. */
  learn(basket: LearnerBasket): void {
    const random = Random.from(`${this.options.seed}:${basket.eventId}`);
    const items = this.sell(new Set(basket.items));
    // One product alone teaches nothing, but it counts, and so the centre that is taken off every vector moves.
    for (const row of items) this.moved.add(row);
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

  /** Items that were sold or replayed since the last call; others were moved as noise, or by the centre, at most. */
  takeMoved(): readonly string[] {
    const moved = Array.from(this.moved, (index) => this.vocabulary.item(index));
    this.moved = new Set();
    return moved;
  }

  /** Items that had to go since the last call; their vectors mean nothing any more. */
  takeGone(): readonly string[] {
    const gone = [...new Set(this.gone.values())].filter((item) => this.vocabulary.indexOf(item) === undefined);
    this.gone = new Map();
    return gone;
  }

  /** The vectors as they are to be compared: input plus output, centred, of unit length, with their confidence; of these items or of all. A copy. */
  vectors(items?: readonly string[]): CentredVectors {
    const { vocabulary, options, step } = this;
    const rows = items?.flatMap((item) => vocabulary.indexOf(item) ?? []) ?? [...vocabulary.items().keys()];
    const counts = rows.map((row) => vocabulary.count(row));
    const raw = { items: rows.map((row) => vocabulary.item(row)), counts, values: step.weights.vectors(rows), mean: step.meanVector(vocabulary.counts()) };
    return centredVectors(raw, options.shrinkage);
  }

  /** The same by item, without their confidence; an item at the very centre has no direction and is left out. */
  unitVectors(items?: readonly string[]): ReadonlyMap<string, Float32Array> {
    const { items: found, dim, values } = this.vectors(items);
    const vectors = found.map((item, row) => [item, values.slice(row * dim, (row + 1) * dim)] as const);
    return new Map(vectors.filter(([, vector]) => vector.some((value) => value !== 0)));
  }

  /** Counts the items and gives the rows of those that are still held then: of more lines than there is room only the last stay. */
  private sell(items: ReadonlySet<string>): Int32Array {
    const reused: number[] = [];
    for (const item of items) {
      const { row, evicted } = this.vocabulary.sell(item);
      if (row === this.step.weights.rows) this.step.weights.append();
      if (this.vocabulary.count(row) === 1) this.begin(row, item);
      this.noise.set(row, this.vocabulary.count(row));
      if (evicted === undefined) continue;
      reused.push(row);
      if (!this.gone.has(row)) this.gone.set(row, evicted);
    }
    if (reused.length > 0) this.memory.forget(reused);
    return Int32Array.from(Array.from(items).flatMap((item) => this.vocabulary.indexOf(item) ?? []));
  }

  /** Weights of a product at its first sale: small and random, decided by its name. */
  private begin(row: number, item: string): void {
    const random = Random.from(`${this.options.seed}/${item}`);
    const { weights } = this.step;
    for (const part of ['input', 'output'] as const) {
      const vector = weights.part(row, part);
      for (let k = 0; k < vector.length; k++) vector[k] = random.normal() * this.options.initialDeviation;
    }
    for (const part of ['inputSquares', 'outputSquares'] as const) weights.part(row, part).fill(0);
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
    if (items.length < 2) return;
    const { centres, contexts } = this.options;
    const order = Int32Array.from(items);
    const others = Int32Array.from(items);
    const drawn = Math.min(centres, order.length);
    for (let place = 0; place < drawn; place++) {
      const centre = drawn < order.length ? take(order, place, random) : order[place]!;
      this.moved.add(centre);
      let taken = 0;
      for (let next = 0; taken < contexts && next < others.length; next++) {
        const other = take(others, next, random);
        if (other === centre) continue;
        this.targets[taken++] = other;
        this.moved.add(other);
      }
      this.step.adapt(centre, this.targets, taken, this.addNoise(taken, random), this.options.rate);
    }
  }

  /** Draws noise behind the contexts: one draw for all of them. @returns number of targets */
  private addNoise(contexts: number, random: Random): number {
    let count = contexts;
    for (let n = 0; n < this.options.negatives; n++) {
      const noise = this.noise.draw(random);
      if (!isAmong(this.targets, contexts, noise)) this.targets[count++] = noise;
    }
    return count;
  }
}

function isAmong(items: Int32Array, count: number, item: number): boolean {
  for (let place = 0; place < count; place++) if (items[place] === item) return true;
  return false;
}

/** Draws one of those from `place` on, moves it to `place` and gives it. */
function take(items: Int32Array, place: number, random: Random): number {
  const chosen = place + random.below(items.length - place);
  const item = items[chosen]!;
  items[chosen] = items[place]!;
  items[place] = item;
  return item;
}
