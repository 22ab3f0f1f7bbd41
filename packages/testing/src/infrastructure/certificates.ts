import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from './run-command.js';

/** Paths of PEM files, made for a test and good for two days. */
export interface TestCertificates {
  /** The authority that vouches for server and client. */
  readonly ca: string;
  /** Key and certificate of a server at 127.0.0.1 and localhost. */
  readonly server: string;
  readonly clientKey: string;
  readonly clientCertificate: string;
  /** An authority that vouches for nobody. */
  readonly strangersCa: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const GOOD_FOR = ['-days', '2'];

/** Makes certificates in a folder. Rejects where there is no OpenSSL. */
export async function testCertificates(folder: string): Promise<TestCertificates> {
  const at = (name: string): string => join(folder, name);
  for (const name of ['ca', 'strangers-ca']) {
    await mustRun('openssl', ['req', '-x509', ...NEW_KEY, '-keyout', at(`${name}.key`), '-out', at(`${name}.pem`), ...GOOD_FOR, '-subj', `/CN=${name}`]);
  }
  await writeFile(at('names.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  for (const name of ['server', 'client']) {
    await mustRun('openssl', ['req', ...NEW_KEY, '-keyout', at(`${name}.key`), '-out', at(`${name}.csr`), '-subj', `/CN=${name}`]);
    const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', ...GOOD_FOR, '-extfile', at('names.ext')];
    await mustRun('openssl', ['x509', '-req', '-in', at(`${name}.csr`), '-out', at(`${name}.pem`), ...signing]);
  }
  await writeFile(at('server-with-key.pem'), `${await readFile(at('server.key'), 'utf8')}${await readFile(at('server.pem'), 'utf8')}`);
  return { ca: at('ca.pem'), server: at('server-with-key.pem'), clientKey: at('client.key'), clientCertificate: at('client.pem'), strangersCa: at('strangers-ca.pem') };
}
