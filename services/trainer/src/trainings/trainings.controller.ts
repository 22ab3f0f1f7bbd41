import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { CatalogueRegion } from '@vitrine/contracts';
import { checkedInput, idField } from '@vitrine/runtime';
import { z } from 'zod';
import { RankingRecipe } from '../ranking/ranking-recipe.js';
import { Trainings } from './trainings.js';
import type { Training } from './training.js';
import { Word2vecRecipes } from './word2vec-recipe.js';

const trainingSchema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('word2vec'), region: idField<CatalogueRegion>() }),
  z.strictObject({ model: z.literal('ranking') }),
]);

@Controller('v1/trainings')
export class TrainingsController {
  constructor(private readonly trainings: Trainings, private readonly word2vec: Word2vecRecipes, private readonly ranking: RankingRecipe) {}

  @Post()
  @HttpCode(202)
  start(@Body() body: unknown): { trainingId: string } {
    const wanted = checkedInput(trainingSchema, body);
    const { trainingId } = this.trainings.start(wanted.model === 'ranking' ? this.ranking : this.word2vec.of(wanted.region));
    return { trainingId };
  }

  @Get(':trainingId')
  get(@Param('trainingId') trainingId: string): Training {
    return this.trainings.get(trainingId);
  }
}
