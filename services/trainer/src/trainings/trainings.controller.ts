import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { CatalogueRegion } from '@vitrine/contracts';
import { checkedInput, idField } from '@vitrine/runtime';
import { z } from 'zod';
import { Trainings } from './trainings.js';
import type { Training } from './training.js';

const trainingSchema = z.strictObject({ model: z.literal('word2vec'), region: idField<CatalogueRegion>() });

@Controller('v1/trainings')
export class TrainingsController {
  constructor(private readonly trainings: Trainings) {}

  @Post()
  @HttpCode(202)
  start(@Body() body: unknown): { trainingId: string } {
    const { trainingId } = this.trainings.start(checkedInput(trainingSchema, body).region);
    return { trainingId };
  }

  @Get(':trainingId')
  get(@Param('trainingId') trainingId: string): Training {
    return this.trainings.get(trainingId);
  }
}
