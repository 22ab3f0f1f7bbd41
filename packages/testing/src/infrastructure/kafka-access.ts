import kafkajs from 'kafkajs';

// Node finds only some of this CommonJS module's names by itself.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, logLevel, ResourcePatternTypes } = kafkajs;

/** What a user may be allowed to do. */
export interface KafkaGrant {
  readonly user: string;
  readonly on: 'topics' | 'groups';
  readonly operations: readonly ('READ' | 'WRITE' | 'DESCRIBE' | 'DELETE' | 'CREATE')[];
}

const RESOURCES = { topics: AclResourceTypes.TOPIC, groups: AclResourceTypes.GROUP } as const;

/** Lets a user do this on all topics or groups; asked of a listener that may do everything. */
export async function grantOnKafka(brokers: readonly string[], { user, on, operations }: KafkaGrant): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.createAcls({ acl: operations.map((operation) => ({
    resourceType: RESOURCES[on], resourceName: '*', resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: `User:${user}`, host: '*', operation: AclOperationTypes[operation], permissionType: AclPermissionTypes.ALLOW,
  })) });
  await admin.disconnect();
}
