import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Metrics, OneAtATime } from '@vitrine/runtime';
import { Ids } from '../ids.js';
import { Publications } from '../models/publications.js';
import type { Recipe } from './recipe.js';
import type { Training } from './training.js';

/** Runs one training at a time. */
@Injectable()
export class Trainings implements BeforeApplicationShutdown {
  private readonly jobs = new OneAtATime<Training>();

  constructor(private readonly publications: Publications, private readonly ids: Ids, private readonly metrics: Metrics) {}

  /**
   * Starts a training; asked again for the model that is being trained it gives the running one.
   * @throws VitrineError `overloaded` while another model is being trained
   */
  start(recipe: Recipe): Training {
    const trainingId = this.ids.next();
    const training: Training = { trainingId, model: recipe.model, status: 'running', progress: 0 };
    return this.jobs.start(`the training of ${recipe.model}`, trainingId, training, async (progress, signal) => this.train(recipe, progress, signal));
  }

  /** @throws VitrineError `not_found` */
  get(trainingId: string): Training {
    return this.jobs.get(trainingId);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.jobs.close();
  }

  private async train(recipe: Recipe, progress: (share: number) => void, signal: AbortSignal): Promise<Partial<Training>> {
    const { bytes, trainedUpTo, metrics, objection } = await recipe.train((done, of) => progress(done / of), signal);
    this.exportFigures(recipe, metrics);
    if (objection !== null) return { status: 'rejected', metrics, reason: objection };
    const { version } = await this.publications.publish(recipe.model, bytes, trainedUpTo, metrics);
    return { status: 'published', metrics, version };
  }

  private exportFigures({ model }: Recipe, figures: Readonly<Record<string, number>>): void {
    const gauge = this.metrics.gauge('vitrine_training_figure', 'What the last training of a model found: quality beside its references, and drift', ['model', 'figure']);
    for (const [figure, value] of Object.entries(figures)) gauge.set({ model, figure }, value);
  }
}
