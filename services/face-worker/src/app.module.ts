import { Module, type DynamicModule } from '@nestjs/common';
import { readConfiguration, type Environment } from '@vitrine/runtime';
import { FaceChain, Gallery, PooledFaceChain } from '@vitrine/vision';
import { complete, FaceWorkerConfig, faceWorkerEnvironment } from './config.js';
import { ConsentsConsumer } from './consents/consents.consumer.js';
import { EmbeddersController } from './enrolments/embedders.controller.js';
import { EnrolmentBook } from './enrolments/enrolment-book.js';
import { Enrolling } from './enrolments/enrolling.js';
import { EnrolmentsConsumer } from './enrolments/enrolments.consumer.js';
import { NextEmbedder } from './enrolments/next-embedder.js';
import { LiveConsents } from './consents/live-consents.js';
import { ErasuresConsumer } from './erasures/erasures.consumer.js';
import { FaceChainLifecycle } from './face-chain-lifecycle.js';
import { BoothStays } from './frames/booth-stays.js';
import { FrameCounters } from './frames/frame-counters.js';
import { FrameIntake } from './frames/frame-intake.js';
import { FramesConsumer } from './frames/frames.consumer.js';
import { Recognition } from './frames/recognition.js';
import { TriggerPolicy } from './frames/trigger-policy.js';
import { FaceSearch } from './gallery/face-search.js';
import { GalleryFeed } from './gallery/gallery-feed.js';
import { GalleryRebuild } from './gallery/gallery-rebuild.js';
import { GalleryWatch } from './gallery/gallery-watch.js';
import { IndexedFaceSearch } from './gallery/indexed-face-search.js';
import { IndexKeeper } from './gallery/index-keeper.js';
import { IndexWatch } from './gallery/index-watch.js';
import { MemoryFaceSearch } from './gallery/memory-face-search.js';
import { OwnGallery } from './gallery/own-gallery.js';
import { PermissionLog } from './gallery/permissions.js';

const IN_MEMORY = [GalleryFeed, GalleryWatch, { provide: Gallery, useFactory: () => new Gallery() }, { provide: FaceSearch, useClass: MemoryFaceSearch }];
const IN_INDEX = [IndexKeeper, IndexWatch, { provide: FaceSearch, useClass: IndexedFaceSearch }];

/** The face worker, to be put on the ports of `InfrastructureModule`. */
@Module({
  controllers: [FramesConsumer, EnrolmentsConsumer, ConsentsConsumer, ErasuresConsumer, EmbeddersController],
  providers: [
    FrameIntake, Recognition, BoothStays, TriggerPolicy, FrameCounters, Enrolling, EnrolmentBook, NextEmbedder, LiveConsents, OwnGallery, PermissionLog, GalleryRebuild, FaceChainLifecycle,
    { provide: FaceChain, useFactory: (config: FaceWorkerConfig) => PooledFaceChain.start(config.chain), inject: [FaceWorkerConfig] },
  ],
})
export class FaceWorkerModule {
  /**
   * @param environment is completed with what native runtimes read from it
   * @throws VitrineError `invalid_configuration` naming every setting that is wrong
   */
  static from(environment: Environment): DynamicModule {
    const config = new FaceWorkerConfig(readConfiguration(faceWorkerEnvironment, environment));
    complete(environment, config.native);
    const search = config.search === 'memory' ? IN_MEMORY : IN_INDEX;
    return { module: FaceWorkerModule, providers: [{ provide: FaceWorkerConfig, useValue: config }, ...search] };
  }
}
