import { describe, expect, it } from 'vitest';
import { platformEnvironment, readConfiguration } from './index.js';

describe('settings', () => {
  it('have defaults that run everything in one process on loopback', () => {
    expect(readConfiguration(platformEnvironment, {})).toMatchObject({ VITRINE_MODE: 'embedded', VITRINE_HOST: '127.0.0.1', VITRINE_PORT: 7000 });
  });

  it('are refused with every fault at once', () => {
    expect(() => readConfiguration(platformEnvironment, { VITRINE_MODE: 'distributed', VITRINE_PORT: '99999', VITRINE_LOG_LEVEL: 'loud' })).toThrowError(
      expect.objectContaining({ code: 'invalid_configuration', message: expect.stringMatching(/VITRINE_PORT.*VITRINE_LOG_LEVEL/) }),
    );
    expect(() => readConfiguration(platformEnvironment, { VITRINE_MODE: 'distributed' })).toThrowError(
      expect.objectContaining({ message: expect.stringMatching(/KAFKA_BROKERS.*REDIS_URL.*VITRINE_MASTER_KEY/) }),
    );
  });

  it('do not let a service listen beyond loopback without keys', () => {
    expect(() => readConfiguration(platformEnvironment, { VITRINE_HOST: '0.0.0.0' })).toThrowError(/VITRINE_API_KEYS/);
    expect(readConfiguration(platformEnvironment, { VITRINE_HOST: '0.0.0.0', VITRINE_API_KEYS: 'a, b' }).VITRINE_API_KEYS).toEqual(['a', 'b']);
  });

  it('take an empty variable as one that is not set, and are frozen', () => {
    const config = readConfiguration(platformEnvironment, { VITRINE_CHAIN_ID: '' });
    expect(config.VITRINE_CHAIN_ID).toBe('demo');
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each([
    [{ KAFKA_SASL_MECHANISM: 'plain', KAFKA_SASL_USERNAME: 'vitrine' }, /KAFKA_SASL_MECHANISM: goes together with/],
    [{ KAFKA_TLS: 'true', KAFKA_TLS_CERT_FILE: 'client.pem' }, /KAFKA_TLS_CERT_FILE: goes together with KAFKA_TLS_KEY_FILE/],
    [{ KAFKA_TLS_CA_FILE: 'ca.pem' }, /KAFKA_TLS: must be true/],
    [{ KAFKA_INSTANCE_ID: 'worker-0' }, /KAFKA_INSTANCE_ID: needs VITRINE_KAFKA_CLIENT=librdkafka/],
  ])('of Kafka’s security and membership that make no whole are refused: %j', (environment, says) => {
    expect(() => readConfiguration(platformEnvironment, environment)).toThrowError(says);
  });

  it('ask for a master key of 32 bytes', () => {
    expect(() => readConfiguration(platformEnvironment, { VITRINE_MASTER_KEY: Buffer.alloc(16).toString('base64') })).toThrowError(/32 bytes/);
  });
});
