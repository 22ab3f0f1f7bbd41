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
  return {
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.sasl_plaintext.plain.sasl.jaas.config': plainLogin(users),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
  };
}

/**
 * Broker settings for a listener SASL_SSL, for these users and passwords by PLAIN or SCRAM, and a listener SSL that asks for a client's certificate.
 * @param server file with the broker's key and certificate @param ca file with the authority of both sides
 */
export function encryption(users: Readonly<Record<string, string>>, { server, ca }: { readonly server: string; readonly ca: string }): Readonly<Record<string, string>> {
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return {
    ...accessControl(users),
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL',
    'super.users': ['ANONYMOUS', 'CN=client', ...Object.keys(users)].map((user) => `User:${user}`).join(';'),
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.sasl_ssl.plain.sasl.jaas.config': plainLogin(users),
    'listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': scram,
    'listener.name.ssl.ssl.client.auth': 'required',
    'ssl.keystore.type': 'PEM', 'ssl.keystore.location': server, 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': ca,
  };
}

function plainLogin(users: Readonly<Record<string, string>>): string {
  const logins = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`).join(' ');
  return `org.apache.kafka.common.security.plain.PlainLoginModule required ${logins};`;
}

/** Text of a properties file. */
export function propertiesFile(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties).map(([name, value]) => `${name}=${value}\n`).join('');
}

/** The environment variables by which the apache/kafka image takes the same: `node.id` as `KAFKA_NODE_ID`. */
export function propertiesEnvironment(properties: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [`KAFKA_${name.replaceAll('.', '_').toUpperCase()}`, value]));
}
