import { Random } from '@vitrine/word2vec';
import { DISTRIBUTED_FAULTS, EMBEDDED_FAULTS, LONG_FAULTS, type CampaignMode, type FaultKind } from './fault-kinds.js';

/** A fault that is to come. */
export interface PlannedFault {
  readonly number: number;
  readonly kind: FaultKind;
  /** It comes once so many events have been due. */
  readonly afterEvents: number;
  /** Uniform in [0, 1): decides whom it hits, for how long, at which point. */
  readonly draws: readonly [number, number, number];
}

export interface ScheduleSettings {
  readonly seed: number;
  readonly events: number;
  readonly faults: number;
  readonly mode: CampaignMode;
  /** Draw from these kinds only. */
  readonly kinds?: readonly FaultKind[];
}

/** From so many faults on a campaign is long enough for outages of a minute. */
const LONG_CAMPAIGN = 40;

/** The faults of a campaign, all decided by the seed: every kind comes once before any comes twice, each at a random point of its share of the events. */
export function schedule({ seed, events, faults, mode, kinds }: ScheduleSettings): PlannedFault[] {
  const random = Random.from(`faults/${seed}`);
  const all: readonly FaultKind[] = kinds ?? (mode === 'embedded' ? EMBEDDED_FAULTS : [...DISTRIBUTED_FAULTS, ...(faults >= LONG_CAMPAIGN ? LONG_FAULTS : [])]);
  let deck: FaultKind[] = [];
  return Array.from({ length: faults }, (_, number) => {
    if (deck.length === 0) deck = shuffled(all, random);
    const kind = deck.pop() ?? 'worker-killed';
    const afterEvents = Math.floor(((number + 0.1 + 0.5 * random.next()) * events) / faults);
    return { number, kind, afterEvents, draws: [random.next(), random.next(), random.next()] };
  });
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const deck = [...items];
  for (let last = deck.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [deck[last], deck[other]] = [deck[other]!, deck[last]!];
  }
  return deck;
}
