import { Injectable } from '@nestjs/common';
import type { CatalogueRegion } from '@vitrine/contracts';
import { word2vecModel } from '@vitrine/state';
import { BasketHistory } from './basket-history.js';
import type { Recipe } from './recipe.js';
import { TrainWord2vec } from './train-word2vec.js';

/** Product vectors of a catalogue region. */
@Injectable()
export class Word2vecRecipes {
  constructor(private readonly history: BasketHistory, private readonly word2vec: TrainWord2vec) {}

  of(region: CatalogueRegion): Recipe {
    return {
      model: word2vecModel(region),
      train: async (progress, signal) => {
        const { baskets, end } = await this.history.of(region, signal);
        const { learner, metrics, objection } = await this.word2vec.run(baskets, progress, signal);
        return { bytes: learner.snapshot(), trainedUpTo: end, metrics, objection };
      },
    };
  }
}
