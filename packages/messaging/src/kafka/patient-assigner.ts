import { PartitionAssigners, type PartitionAssigner } from 'kafkajs';

/** Shape of an error that makes the client ask to join again a little later. */
class NotReadyToJoin extends Error {
  readonly type = 'REBALANCE_IN_PROGRESS';
}

/**
 * Round robin, joining only when the member has nothing in hand. The client has no hook that waits between "the group rebalances" and joining
 * again, but it asks for the assigner's protocol just before; refusing it there is a retry to the client. So a partition moves after its batch.
 * @param ready called before each attempt to join
 */
export function patientAssigner(ready: () => boolean): PartitionAssigner {
  return (config) => {
    const roundRobin = PartitionAssigners.roundRobin(config);
    return {
      ...roundRobin,
      protocol: (subscription) => {
        if (!ready()) throw new NotReadyToJoin('a batch is in hand');
        return roundRobin.protocol(subscription);
      },
    };
  };
}
