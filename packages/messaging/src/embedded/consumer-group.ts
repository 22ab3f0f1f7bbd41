import { partitionKey, type Partition } from '@vitrine/contracts';
import { assignPartitions } from './assign-partitions.js';
import type { GroupMember } from './group-member.js';
import type { LogPartition } from './log-partition.js';

/** Consumers that share partitions: each has one owner, and a partition moves only when its batch in hand is over. */
export class ConsumerGroup {
  private members: readonly GroupMember[] = [];
  private turn: Promise<void> = Promise.resolve();

  constructor(readonly name: string, private readonly partitionsOf: (topic: string) => readonly LogPartition[]) {}

  get empty(): boolean {
    return this.members.length === 0;
  }

  join(member: GroupMember): Promise<void> {
    // At once, so that the group counts as in use; leaving waits for its turn, because until then its batches are in hand.
    this.members = [...this.members, member];
    return this.inTurn(() => this.rebalance());
  }

  leave(member: GroupMember): Promise<void> {
    return this.inTurn(async () => {
      this.members = this.members.filter((other) => other !== member);
      await Promise.all(member.assignment().map((partition) => member.revoke(partitionKey(partition))));
      await this.rebalance();
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async rebalance(): Promise<void> {
    const topics = new Set(this.members.flatMap(({ subscription }) => subscription.topics));
    await Promise.all([...topics].map((topic) => this.share(topic)));
  }

  private async share(topic: string): Promise<void> {
    const members = this.members.filter(({ subscription }) => subscription.topics.includes(topic));
    const partitions = this.partitionsOf(topic).map((log, partition) => ({ topic, partition, log }));
    const owners = ownersAmong(members, partitions);
    const assignment = assignPartitions(partitions, members, owners);
    const moving = [...owners].filter(([key, owner]) => assignment.get(key) !== owner);
    await Promise.all(moving.map(([key, owner]) => owner.revoke(key)));
    for (const { log, ...partition } of partitions) {
      const key = partitionKey(partition);
      const owner = assignment.get(key);
      if (owner !== undefined && !owner.owns(key)) owner.assign({ ...partition, group: this.name }, log);
    }
  }
}

function ownersAmong(members: readonly GroupMember[], partitions: readonly Partition[]): Map<string, GroupMember> {
  const owners = new Map<string, GroupMember>();
  for (const partition of partitions) {
    const key = partitionKey(partition);
    const owner = members.find((member) => member.owns(key));
    if (owner !== undefined) owners.set(key, owner);
  }
  return owners;
}
