import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { VitrineError, type CatalogueRegion } from '@vitrine/contracts';
import { Ids } from '../ids.js';
import { Publications } from '../models/publications.js';
import { BasketHistory } from './basket-history.js';
import { TrainWord2vec } from './train-word2vec.js';
import type { Training } from './training.js';

/** Finished trainings that can still be asked about. */
const REMEMBERED = 100;

/** Runs one training at a time and remembers how each went, until the process ends. */
@Injectable()
export class Trainings implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Trainings.name);
  private readonly trainings = new Map<string, Training>();
  private readonly stopping = new AbortController();
  private running: { readonly training: Training; readonly ended: Promise<void> } | null = null;

  constructor(private readonly history: BasketHistory, private readonly word2vec: TrainWord2vec, private readonly publications: Publications, private readonly ids: Ids) {}

  /**
   * Starts a training; asked again for the region that is being trained it gives the running one.
   * @throws VitrineError `overloaded` while another region is being trained
   */
  start(region: CatalogueRegion): Training {
    const { running } = this;
    if (running?.training.region === region) return running.training;
    if (running !== null) throw new VitrineError('overloaded', `${running.training.region} is being trained`, { trainingId: running.training.trainingId });
    const training: Training = { trainingId: this.ids.next(), region, status: 'running', progress: 0 };
    this.remember(training);
    this.running = { training, ended: this.run(training) };
    return training;
  }

  /** @throws VitrineError `not_found` */
  get(trainingId: string): Training {
    const training = this.trainings.get(trainingId);
    if (training === undefined) throw new VitrineError('not_found', 'there is no such training', { trainingId });
    return training;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running?.ended;
  }

  private async run(training: Training): Promise<void> {
    try {
      this.remember({ ...training, progress: 1, ...(await this.train(training)) });
    } catch (error) {
      this.logger.warn(`training of ${training.region} failed: ${String(error)}`);
      this.remember({ ...this.get(training.trainingId), status: 'failed', reason: error instanceof Error ? error.message : String(error) });
    } finally {
      this.running = null;
    }
  }

  private async train(training: Training): Promise<Partial<Training>> {
    const { region } = training;
    const { baskets, end } = await this.history.of(region, this.stopping.signal);
    const progress = (done: number, of: number): void => this.remember({ ...training, progress: Math.min(0.99, done / of) });
    const { learner, metrics, objection } = await this.word2vec.run(baskets, progress, this.stopping.signal);
    if (objection !== null) return { status: 'rejected', metrics, reason: objection };
    const { version } = await this.publications.publish(region, learner.snapshot(), end, metrics);
    return { status: 'published', metrics, version };
  }

  private remember(training: Training): void {
    this.trainings.set(training.trainingId, training);
    const [oldest] = this.trainings.keys();
    if (this.trainings.size > REMEMBERED && oldest !== undefined) this.trainings.delete(oldest);
  }
}
