import { BasketSold, type Sku } from '@vitrine/contracts';
import { readDerived } from '@vitrine/messaging';
import { readCheckpoint, RecoWorkerConfig, recoWorkerEnvironment } from '@vitrine/reco-worker';
import { readConfiguration } from '@vitrine/runtime';
import { StreamLearner } from '@vitrine/word2vec';
import type { Inside } from '../platform/campaign-platform.js';
import { LEARNING } from '../platform/settings.js';
import { WORLD } from '../world/world.js';

/** Redis keeps direction and length of a vector apart, which costs the last bit or two of a component. */
const ROUNDING = 1e-6;

/** Where the learner's model and the published vectors differ from a plain fold over the baskets of the log: the model to the bit. */
export async function compareVectors({ log, state }: Inside): Promise<string[]> {
  const { learner: options } = new RecoWorkerConfig(readConfiguration(recoWorkerEnvironment, LEARNING));
  const expected = new StreamLearner(options);
  for (const { topic, partition, end } of await log.ends(BasketSold.topic.name)) {
    for await (const { eventId, skus } of readDerived(log, BasketSold, { topic, partition }, 0, end)) expected.learn({ eventId, items: skus });
  }
  const space = { chainId: WORLD.chainId, region: WORLD.region };
  const bytes = await state.learnerSnapshots.get(space);
  if (bytes === null) return expected.baskets === 0 ? [] : ['the learner has no snapshot'];
  const { learner } = readCheckpoint(bytes, options);
  if (!Buffer.from(learner.snapshot()).equals(Buffer.from(expected.snapshot()))) return [`the learner’s model after ${learner.baskets} baskets is not the fold of ${expected.baskets}`];
  const { items, values, dim } = expected.vectors();
  const held = await state.productVectors.getMany(space, items as Sku[]);
  return items.flatMap((item, row) => {
    const vector = held.get(item as Sku);
    const near = vector !== undefined && vector.every((value, k) => Math.abs(value - (values[row * dim + k] ?? 0)) <= ROUNDING);
    return near ? [] : [`the published vector of ${item} is not the learner’s`];
  });
}
