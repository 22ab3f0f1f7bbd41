import type { DynamicModule } from '@nestjs/common';
import { BoothModule } from '@vitrine/booth';
import { FaceWorkerModule } from '@vitrine/face-worker';
import { IngestModule } from '@vitrine/ingest';
import { RecoWorkerModule } from '@vitrine/reco-worker';
import type { Environment } from '@vitrine/runtime';
import { TrainerModule } from '@vitrine/trainer';

/** Every service by its name, as a module made from the environment. */
export const SERVICES: Readonly<Record<string, (environment: Environment) => DynamicModule>> = {
  'ingest': (environment) => IngestModule.from(environment),
  'face-worker': (environment) => FaceWorkerModule.from(environment),
  'reco-worker': (environment) => RecoWorkerModule.from(environment),
  'trainer': (environment) => TrainerModule.from(environment),
  'booth': (environment) => BoothModule.from(environment),
};
