import { IDENTIFIER_PATTERN, type ChainId } from '@vitrine/contracts';
import { z } from 'zod';
import { FAILPOINTS_PATTERN } from './failpoints.js';

const list = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean));

/** Settings that every service shares, under the names of their environment variables. */
export const platformEnvironment = z
  .object({
    VITRINE_MODE: z.enum(['embedded', 'distributed']).default('embedded'),
    VITRINE_CHAIN_ID: z.string().regex(IDENTIFIER_PATTERN, 'not an identifier').default('demo').transform((text) => text as ChainId),
    VITRINE_DATA_DIR: z.string().default('.data'),
    VITRINE_HOST: z.string().default('127.0.0.1'),
    VITRINE_PORT: z.coerce.number().int().min(0).max(65_535).default(7000),
    VITRINE_API_KEYS: list.default([]),
    VITRINE_MASTER_KEY: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64').optional(),
    VITRINE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    VITRINE_PARTITIONS: z.coerce.number().int().min(1).max(1000).optional(),
    VITRINE_REPLICATION: z.coerce.number().int().min(1).max(9).default(1),
    VITRINE_CLOCK_OFFSET_MS: z.coerce.number().int().default(0),
    VITRINE_FAILPOINTS: z.string().regex(FAILPOINTS_PATTERN, 'must be such as commit.before:purchase.recorded.v1=3').default(''),
    KAFKA_BROKERS: list.default([]),
    KAFKA_SESSION_TIMEOUT_MS: z.coerce.number().int().min(1000).default(10_000),
    KAFKA_INSTANCE_ID: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be letters, digits or ._-').optional(),
    VITRINE_KAFKA_CLIENT: z.enum(['kafkajs', 'librdkafka']).default('kafkajs'),
    KAFKA_TLS: z.enum(['true', 'false']).default('false'),
    KAFKA_TLS_CA_FILE: z.string().optional(),
    KAFKA_TLS_CERT_FILE: z.string().optional(),
    KAFKA_TLS_KEY_FILE: z.string().optional(),
    KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
    KAFKA_SASL_USERNAME: z.string().optional(),
    KAFKA_SASL_PASSWORD: z.string().optional(),
    SCHEMA_REGISTRY_URL: z.string().default(''),
    REDIS_URL: z.string().default(''),
  })
  .superRefine((value, context) => {
    const need = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (value.VITRINE_MODE === 'distributed') {
      if (value.KAFKA_BROKERS.length === 0) need('KAFKA_BROKERS', 'needed in distributed mode: host:port, separated by commas');
      if (value.REDIS_URL === '') need('REDIS_URL', 'needed in distributed mode: redis://host:port');
      if (value.VITRINE_MASTER_KEY === undefined) need('VITRINE_MASTER_KEY', 'needed in distributed mode: 32 random bytes in base64, the same for every service');
    }
    const sasl = [value.KAFKA_SASL_MECHANISM, value.KAFKA_SASL_USERNAME, value.KAFKA_SASL_PASSWORD];
    if (sasl.some((part) => part !== undefined) && sasl.includes(undefined)) need('KAFKA_SASL_MECHANISM', 'goes together with KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD');
    if ((value.KAFKA_TLS_CERT_FILE === undefined) !== (value.KAFKA_TLS_KEY_FILE === undefined)) need('KAFKA_TLS_CERT_FILE', 'goes together with KAFKA_TLS_KEY_FILE');
    if (value.KAFKA_TLS === 'false' && (value.KAFKA_TLS_CA_FILE ?? value.KAFKA_TLS_CERT_FILE) !== undefined) need('KAFKA_TLS', 'must be true where files for TLS are given');
    if (value.KAFKA_INSTANCE_ID !== undefined && value.VITRINE_KAFKA_CLIENT !== 'librdkafka') need('KAFKA_INSTANCE_ID', 'needs VITRINE_KAFKA_CLIENT=librdkafka: kafkajs has no static membership');
    if (value.VITRINE_API_KEYS.length === 0 && !isLoopback(value.VITRINE_HOST)) {
      need('VITRINE_API_KEYS', `needed when listening beyond loopback (VITRINE_HOST is ${value.VITRINE_HOST})`);
    }
  });

/** What every service is configured with. */
export type PlatformConfig = Readonly<z.output<typeof platformEnvironment>>;

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
