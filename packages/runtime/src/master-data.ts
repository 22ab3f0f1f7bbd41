import { ConsentChanged, MemberChanged, partitionKey, ProductChanged, StoreChanged, VitrineError } from '@vitrine/contracts';
import type { EventLog } from '@vitrine/messaging';
import type { StateStore } from '@vitrine/state';

/** Groups that keep the views of stores, products, members and consents. */
export const MASTER_DATA_GROUPS = {
  stores: 'reco-worker.stores',
  products: 'reco-worker.products',
  members: 'reco-worker.members',
  consents: 'reco-worker.consents',
} as const;

const FOLLOWED = [
  { group: MASTER_DATA_GROUPS.stores, topic: StoreChanged.topic.name },
  { group: MASTER_DATA_GROUPS.products, topic: ProductChanged.topic.name },
  { group: MASTER_DATA_GROUPS.members, topic: MemberChanged.topic.name },
  { group: MASTER_DATA_GROUPS.consents, topic: ConsentChanged.topic.name },
] as const;

/** An offset that a group has to reach. */
interface Goal {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly end: number;
}

/**
 * Whether the views of stores, products, members and consents hold what the log says. They do not while a state that came back empty or older is
 * being filled again; who calls something unknown then, or leaves out a purchase for want of a consent, is wrong.
 */
export class MasterData {
  private asking: Promise<readonly Goal[]> | null = null;

  constructor(private readonly log: EventLog, private readonly store: StateStore) {}

  /**
   * Resolves when everything that was announced before the call is in the views.
   * @throws VitrineError `not_ready` when it is not; `log_unavailable`, `state_unavailable` when that cannot be told
   */
  async requireCurrent(): Promise<void> {
    // Who asks at the same time is told the same.
    this.asking ??= this.goals().finally(() => { this.asking = null; });
    await this.requireReached(await this.asking);
  }

  /** What the views have to reach to hold everything announced so far. */
  async goals(): Promise<readonly Goal[]> {
    const goals = await Promise.all(FOLLOWED.map(async ({ group, topic }) =>
      (await this.log.ends(topic)).flatMap(({ partition, begin, end }): Goal[] => (end > begin ? [{ group, topic, partition, end }] : []))));
    return goals.flat();
  }

  /** @throws VitrineError `not_ready` naming the first view that has not come so far */
  async requireReached(goals: readonly Goal[]): Promise<void> {
    const watermarks = await Promise.all(goals.map((goal) => this.store.watermark(goal)));
    const open = goals.find(({ end }, index) => (watermarks[index] ?? 0) < end);
    if (open === undefined) return;
    throw new VitrineError('not_ready', `${open.topic} is still being read into the state`, { topic: open.topic, partition: partitionKey(open) });
  }
}
