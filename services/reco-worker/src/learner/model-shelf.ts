import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { BasketSold, type Partition } from '@vitrine/contracts';
import { EventLog, readDerived } from '@vitrine/messaging';
import { LearnerSnapshots, ModelRegistry, word2vecModel, type ModelArtefact, type VectorSpace } from '@vitrine/state';
import { StreamLearner } from '@vitrine/word2vec';
import { RecoWorkerConfig } from '../config.js';
import { BasketFold } from './basket-fold.js';
import { readCheckpoint, restoreLearner, type Checkpoint } from './checkpoint.js';

/** Where models come from: the learner's own snapshots and the registry's published versions. */
@Injectable()
export class ModelShelf {
  constructor(
    private readonly snapshots: LearnerSnapshots,
    private readonly registry: ModelRegistry,
    private readonly log: EventLog,
    private readonly config: RecoWorkerConfig,
  ) {}

  /** The learner as it was when its watermark was written. */
  async newest(space: VectorSpace): Promise<Checkpoint> {
    const bytes = await this.snapshots.get(space);
    return bytes === null ? { learner: new StreamLearner(this.config.learner), adopted: '', trainedUpTo: 0 } : readCheckpoint(bytes, this.config.learner);
  }

  /** The published version, if it is another than `adopted`. */
  async published({ chainId, region }: VectorSpace, adopted: string): Promise<ModelArtefact | null> {
    const live = await this.registry.live(chainId, word2vecModel(region));
    return live === null || live.version === adopted ? null : live;
  }

  /** An empty learner to be fed with every basket of the region. */
  fold(space: VectorSpace, source: Partition): BasketFold {
    return new BasketFold(this.log, space, source, new StreamLearner(this.config.learner));
  }

  /** A published version, taken on from where its training ended to `end`. */
  async continued({ chainId, region }: VectorSpace, artefact: ModelArtefact, source: Partition, end: number): Promise<Checkpoint> {
    const learner = restoreLearner(await this.registry.load(chainId, artefact.model, artefact.version), this.config.learner);
    const { topic, partition } = source;
    const position = artefact.trainedUpTo.find((one) => one.topic === topic && one.partition === partition);
    const trainedUpTo = position?.offset ?? 0;
    for await (const basket of readDerived(this.log, BasketSold, { topic, partition }, trainedUpTo, end)) {
      if (basket.region !== region || basket.chainId !== chainId) continue;
      learner.learn({ eventId: basket.eventId, items: basket.skus });
      await nextTurn();
    }
    return { learner, adopted: artefact.version, trainedUpTo };
  }
}
