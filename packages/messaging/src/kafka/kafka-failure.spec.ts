import { describe, expect, it } from 'vitest';
import { logFailure } from './kafka-failure.js';

const caused = (code: string): Error => new Error('retries exceeded', { cause: Object.assign(new Error('Connection error'), { code }) });

describe('what TLS refuses', () => {
  it.each([
    ['ERR_TLS_CERT_ALTNAME_INVALID', /KAFKA_BROKERS by the names in their certificates/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /KAFKA_TLS_CA_FILE/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /KAFKA_TLS_CERT_FILE/],
  ])('as %s names the setting to look at', (code, says) => {
    expect(logFailure(caused(code), 'topics could not be made')).toMatchObject({ code: 'invalid_configuration', message: expect.stringMatching(says) as unknown });
  });

  it('is told from a broker that is away, or whose certificate has to be renewed there', () => {
    for (const code of ['ECONNREFUSED', 'CERT_HAS_EXPIRED']) expect(logFailure(caused(code), 'topics could not be made')).toMatchObject({ code: 'log_unavailable' });
  });
});
