import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type OnModuleDestroy } from '@nestjs/common';
import { expect, it } from 'vitest';
import { platformEnvironment } from './platform-config.js';
import { readConfiguration } from './configuration.js';
import { startService } from './service.js';

@Module({})
class Working implements OnModuleDestroy {
  static ended = 0;

  onModuleDestroy(): void {
    Working.ended += 1;
  }
}

it('a service whose port is taken says so and ends what it had started', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-service-'));
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  try {
    const { port } = other.address() as AddressInfo;
    const config = readConfiguration(platformEnvironment, { VITRINE_MODE: 'embedded', VITRINE_DATA_DIR: folder, VITRINE_PORT: String(port), VITRINE_LOG_LEVEL: 'silent' });
    await expect(startService({ name: 'test', modules: [{ module: Working }], config })).rejects.toMatchObject({ code: 'invalid_configuration', message: expect.stringContaining('VITRINE_PORT') as unknown });
    expect(Working.ended).toBe(1);
  } finally {
    other.close();
    await rm(folder, { recursive: true, force: true });
  }
});
