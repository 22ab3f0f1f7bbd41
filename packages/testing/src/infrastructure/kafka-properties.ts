/** Broker settings of a single node for tests, by property name; listeners and folders are added by who starts it. */
export const KAFKA_PROPERTIES: Readonly<Record<string, string>> = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'inter.broker.listener.name': 'PLAINTEXT',
  'controller.listener.names': 'CONTROLLER',
  'auto.create.topics.enable': 'false',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '4',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '4',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  // Sessions of a second make the takeover after a SIGKILL testable.
  'group.min.session.timeout.ms': '1000',
  'message.max.bytes': '4194304',
  'controlled.shutdown.enable': 'false',
  // The controller refuses the same node again until the session of its dead incarnation is over: 9 s by default.
  'broker.heartbeat.interval.ms': '500',
  'broker.session.timeout.ms': '2000',
};

/** Broker settings for a listener SASL_PLAINTEXT with these users and passwords; who comes by another listener may do everything. */
export function accessControl(users: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const logins = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`).join(' ');
  return {
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.sasl_plaintext.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${logins};`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
  };
}

/** Text of a properties file. */
export function propertiesFile(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties).map(([name, value]) => `${name}=${value}\n`).join('');
}

/** The environment variables by which the apache/kafka image takes the same: `node.id` as `KAFKA_NODE_ID`. */
export function propertiesEnvironment(properties: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [`KAFKA_${name.replaceAll('.', '_').toUpperCase()}`, value]));
}
