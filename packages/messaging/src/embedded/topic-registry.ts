import { VitrineError, type TopicSettings } from '@vitrine/contracts';
import { DiskPartition } from './disk-partition.js';
import type { LogPartition } from './log-partition.js';
import { writeTogether, type LogStore } from './log-store.js';
import { MemoryPartition, MemoryRoom, type MemoryLimits } from './memory-partition.js';

/** A topic and its partitions. */
export interface Topic {
  readonly settings: TopicSettings;
  readonly partitions: readonly LogPartition[];
}

/** The topics of an embedded log. */
export class TopicRegistry {
  private readonly topics = new Map<string, Topic>();

  constructor(private readonly store: LogStore, private readonly limits: MemoryLimits) {
    for (const { value } of store.topics.getRange({})) this.topics.set(value.name, this.open(value));
  }

  /** @throws VitrineError `invalid_configuration` when there is no such topic */
  get(name: string): Topic {
    const topic = this.topics.get(name);
    if (topic === undefined) throw new VitrineError('invalid_configuration', `there is no topic ${name}`, { topic: name });
    return topic;
  }

  all(): readonly Topic[] {
    return [...this.topics.values()];
  }

  async ensure(settings: TopicSettings): Promise<void> {
    const known = this.topics.get(settings.name);
    if (known !== undefined && (known.settings.partitions !== settings.partitions || known.settings.memoryOnly !== settings.memoryOnly)) {
      const { partitions, memoryOnly } = known.settings;
      throw new VitrineError('invalid_configuration', `topic ${settings.name} has ${partitions} partitions${memoryOnly ? ' in memory' : ''}; that cannot be changed to ${settings.partitions}${settings.memoryOnly ? ' in memory' : ''}: set VITRINE_PARTITIONS back, or begin anew with another VITRINE_DATA_DIR`, { topic: settings.name });
    }
    this.topics.set(settings.name, known === undefined ? this.open(settings) : { ...known, settings });
    await writeTogether(this.store.root, () => [this.store.topics.put(settings.name, settings)]);
  }

  private open(settings: TopicSettings): Topic {
    const room = new MemoryRoom(this.limits);
    const partitions = Array.from({ length: settings.partitions }, (_, partition): LogPartition => {
      const place = { topic: settings.name, partition };
      return settings.memoryOnly ? new MemoryPartition(this.store, place, room) : new DiskPartition(this.store, place);
    });
    return { settings, partitions };
  }
}
