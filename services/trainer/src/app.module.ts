import { Module, type DynamicModule } from '@nestjs/common';
import { readConfiguration, type Environment } from '@vitrine/runtime';
import { ClassifierTraining } from './classifiers/classifier-training.js';
import { GalleryWatch } from './classifiers/gallery-watch.js';
import { TrainerConfig, trainerEnvironment } from './config.js';
import { Ids, RandomIds } from './ids.js';
import { ModelsController } from './models/models.controller.js';
import { Publications } from './models/publications.js';
import { PromotionHistory } from './ranking/promotion-history.js';
import { RankingRecipe } from './ranking/ranking-recipe.js';
import { ReceiptHistory } from './ranking/receipt-history.js';
import { BasketHistory } from './trainings/basket-history.js';
import { TrainWord2vec } from './trainings/train-word2vec.js';
import { TrainingsController } from './trainings/trainings.controller.js';
import { Trainings } from './trainings/trainings.js';
import { Word2vecRecipes } from './trainings/word2vec-recipe.js';

/** The trainer, to be put on the ports of `InfrastructureModule`. */
@Module({
  controllers: [TrainingsController, ModelsController],
  providers: [Trainings, TrainWord2vec, Word2vecRecipes, BasketHistory, RankingRecipe, ReceiptHistory, PromotionHistory, Publications, ClassifierTraining, GalleryWatch, { provide: Ids, useClass: RandomIds }],
})
export class TrainerModule {
  /** @throws VitrineError `invalid_configuration` naming every setting that is wrong */
  static from(environment: Environment): DynamicModule {
    const config = new TrainerConfig(readConfiguration(trainerEnvironment, environment));
    return { module: TrainerModule, providers: [{ provide: TrainerConfig, useValue: config }] };
  }
}
