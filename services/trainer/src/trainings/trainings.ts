import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { Metrics } from '@vitrine/runtime';
import { Ids } from '../ids.js';
import { Publications } from '../models/publications.js';
import type { Recipe } from './recipe.js';
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

  constructor(private readonly publications: Publications, private readonly ids: Ids, private readonly metrics: Metrics) {}

  /**
   * Starts a training; asked again for the model that is being trained it gives the running one.
   * @throws VitrineError `overloaded` while another model is being trained
   */
  start(recipe: Recipe): Training {
    const { running } = this;
    if (running?.training.model === recipe.model) return running.training;
    if (running !== null) throw new VitrineError('overloaded', `${running.training.model} is being trained`, { trainingId: running.training.trainingId });
    const training: Training = { trainingId: this.ids.next(), model: recipe.model, status: 'running', progress: 0 };
    this.remember(training);
    this.running = { training, ended: this.run(training, recipe) };
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

  private async run(training: Training, recipe: Recipe): Promise<void> {
    try {
      this.remember({ ...training, progress: 1, ...(await this.train(training, recipe)) });
    } catch (error) {
      this.logger.warn(`training of ${training.model} failed: ${String(error)}`);
      this.remember({ ...this.get(training.trainingId), status: 'failed', reason: error instanceof Error ? error.message : String(error) });
    } finally {
      this.running = null;
    }
  }

  private async train(training: Training, recipe: Recipe): Promise<Partial<Training>> {
    const progress = (done: number, of: number): void => this.remember({ ...training, progress: Math.min(0.99, done / of) });
    const { bytes, trainedUpTo, metrics, objection } = await recipe.train(progress, this.stopping.signal);
    this.exportFigures(recipe, metrics);
    if (objection !== null) return { status: 'rejected', metrics, reason: objection };
    const { version } = await this.publications.publish(recipe.model, bytes, trainedUpTo, metrics);
    return { status: 'published', metrics, version };
  }

  private exportFigures({ model }: Recipe, figures: Readonly<Record<string, number>>): void {
    const gauge = this.metrics.gauge('vitrine_training_figure', 'What the last training of a model found: quality beside its references, and drift', ['model', 'figure']);
    for (const [figure, value] of Object.entries(figures)) gauge.set({ model, figure }, value);
  }

  private remember(training: Training): void {
    this.trainings.set(training.trainingId, training);
    const [oldest] = this.trainings.keys();
    if (this.trainings.size > REMEMBERED && oldest !== undefined) this.trainings.delete(oldest);
  }
}
