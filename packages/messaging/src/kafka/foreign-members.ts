import { VitrineError } from '@vitrine/contracts';
import type { Subscription } from '../event-log.js';
import type { KafkaSettings } from './kafka-event-log-options.js';
import { groupFailure } from './kafka-failure.js';
import type { TopicAdmin } from './topic-admin.js';

/**
 * Each of two deployments with one group would get a part of the records and keep it in a state of its own.
 * @throws VitrineError `invalid_configuration` when the group has members of another deployment, or of another program
 */
export async function refuseForeignMembers({ admin, settings: { clientId, deployment } }: { readonly admin: TopicAdmin; readonly settings: KafkaSettings }, { group, ephemeral }: Subscription): Promise<void> {
  if (deployment === undefined || ephemeral === true) return;
  const foreign = (await admin.members(group).catch((error: unknown) => { throw groupFailure(error, group); })).find((member) => member !== clientId);
  if (foreign === undefined) return;
  throw new VitrineError(
    'invalid_configuration',
    `group ${group} has a member of another deployment (client ${foreign}): each would get only a part of the records; stop the other one, or give this one a Kafka of its own`,
    { group, foreign },
  );
}
