import { readFile } from 'node:fs/promises';
import { VitrineError } from '@vitrine/contracts';
import type { KafkaEventLogOptions } from '@vitrine/messaging/kafka';
import type { PlatformConfig } from './platform-config.js';

/** TLS and authentication as the settings say. @throws VitrineError `invalid_configuration` when a file cannot be read */
export async function kafkaSecurity(config: PlatformConfig): Promise<Pick<KafkaEventLogOptions, 'ssl' | 'sasl'>> {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username = '', KAFKA_SASL_PASSWORD: password = '' } = config;
  return {
    ...(config.KAFKA_TLS === 'true' ? { ssl: await tls(config) } : {}),
    ...(mechanism === undefined ? {} : { sasl: { mechanism, username, password } as NonNullable<KafkaEventLogOptions['sasl']> }),
  };
}

async function tls(config: PlatformConfig): Promise<Readonly<Record<string, string>>> {
  const files = { ca: 'KAFKA_TLS_CA_FILE', cert: 'KAFKA_TLS_CERT_FILE', key: 'KAFKA_TLS_KEY_FILE' } as const;
  const read = Object.entries(files).map(async ([name, setting]) => {
    const path = config[setting];
    return path === undefined ? [] : [[name, await readSetting(setting, path)]];
  });
  return Object.fromEntries((await Promise.all(read)).flat()) as Readonly<Record<string, string>>;
}

async function readSetting(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new VitrineError('invalid_configuration', `${setting}: ${path} cannot be read`, { setting }, error);
  }
}
