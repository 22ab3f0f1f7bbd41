import { Injectable, Logger } from '@nestjs/common';
import { ModelPublished, type EmbedderId, type EventId, type ModelName, type ModelVersion } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Chain, Clock } from '@vitrine/runtime';
import { StateStore, TemplateIndex, type FaceTemplate, type GalleryClassifier, type LoadedGallery } from '@vitrine/state';
import { galleryFingerprint, packClassifier, trainInThread } from '@vitrine/vision';
import { createHash } from 'node:crypto';
import { TrainerConfig } from '../config.js';

const VERSION_LENGTH = 16;

/**
 * Trains the classifier of a gallery and publishes it. Weights derive from faces: they are kept sealed beside the templates, never in the model registry, whose
 * old versions would outlive an erasure. The version is the fingerprint of the templates, so two trainers make one.
 */
@Injectable()
export class ClassifierTraining {
  private readonly logger = new Logger(ClassifierTraining.name);

  constructor(
    private readonly templates: TemplateIndex,
    private readonly state: StateStore,
    private readonly publisher: EventPublisher,
    private readonly chain: Chain,
    private readonly clock: Clock,
    private readonly config: TrainerConfig,
  ) {}

  /** Does nothing for fewer than two people, for more than a classifier is made for, and where this gallery has its classifier. */
  async run({ templates, departures }: LoadedGallery, signal: AbortSignal): Promise<void> {
    const people = new Set(templates.map(({ memberId }) => memberId)).size;
    if (people < 2 || people > this.config.classifierMostPeople) return;
    const { id: chainId } = this.chain;
    const embedderId = this.config.embedder;
    const trainedOn = galleryFingerprint(templates);
    const version = trainedOn.slice(0, VERSION_LENGTH) as ModelVersion;
    if ((await this.templates.classifier(chainId, embedderId))?.version === version) return;
    const classifier = await trainInThread(inOrder(templates).map(({ memberId, vector }) => ({ label: memberId, vector })), signal);
    const made: GalleryClassifier = { chainId, embedderId, version, bytes: packClassifier(classifier, trainedOn) };
    await this.state.write([this.templates.classify(made, departures)]);
    if ((await this.templates.classifier(chainId, embedderId))?.version !== version) return;
    await this.tell(made, { people, templates: templates.length });
    this.logger.log(`${people} people are told apart by classifier ${version}`);
  }

  private async tell({ chainId, embedderId, version, bytes }: GalleryClassifier, metrics: Readonly<Record<string, number>>): Promise<void> {
    const publishedAtMs = this.clock.nowMs();
    const model = faceSvcModel(embedderId);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.publisher.publish(ModelPublished, [{ eventId: `${model}:${version}:${publishedAtMs}` as EventId, chainId, model, version, publishedAtMs, action: 'PROMOTED', sha256, trainedUpTo: [], metrics }]);
  }
}

/** Name of an embedder's classifier in `ModelPublished`: `face-svc:<embedder>`. */
export function faceSvcModel(embedderId: EmbedderId): ModelName {
  return `face-svc:${embedderId}` as ModelName;
}

/** The same order in every process, as the last bits of a plane depend on it. */
function inOrder(templates: readonly FaceTemplate[]): FaceTemplate[] {
  return templates.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

function placeOf({ memberId, enrolmentId, index }: FaceTemplate): string {
  return `${memberId} ${enrolmentId} ${index}`;
}
