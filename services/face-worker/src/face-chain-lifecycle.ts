import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Metrics, Readiness } from '@vitrine/runtime';
import { FaceChain } from '@vitrine/vision';

/** Brings the inference threads up with the service and down after its consumers. */
@Injectable()
export class FaceChainLifecycle implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(FaceChainLifecycle.name);

  constructor(private readonly chain: FaceChain, readiness: Readiness, metrics: Metrics) {
    readiness.add('inference', () => chain.check());
    const spent = metrics.gauge('vitrine_face_stage_seconds', 'Seconds spent in each stage of the face chain, all pictures together', ['stage']);
    const pictures = metrics.gauge('vitrine_face_pictures', 'Pictures that went through the face chain', []);
    const tensors = metrics.gauge('vitrine_face_tensors', 'Tensors that the inference threads hold; grows only if something leaks', []);
    metrics.beforeScrape(async () => {
      const { images, ...stages } = chain.stageTimes();
      pictures.set(images);
      tensors.set(chain.tensorsHeld());
      for (const [stage, ms] of Object.entries(stages)) spent.set({ stage }, ms / 1000);
    });
  }

  /** Refuses the start when the runtime asked for cannot be had. */
  async onModuleInit(): Promise<void> {
    const { runtime, embedderId, passedOver } = await this.chain.warm();
    this.logger.log(`faces are embedded by ${embedderId} on ${runtime}${passedOver.map((fault) => `; ${fault}`).join('')}`);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.chain.close();
  }
}
