import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEventLogConformance } from '@vitrine/testing/conformance';
import { EmbeddedEventLog } from './index.js';

describeEventLogConformance('EmbeddedEventLog', async () => {
  const path = await mkdtemp(join(tmpdir(), 'vitrine-log-'));
  let log = await EmbeddedEventLog.open({ path });
  return {
    log,
    reopen: async () => {
      await log.close();
      log = await EmbeddedEventLog.open({ path });
      return log;
    },
    close: async () => {
      await log.close();
      await rm(path, { recursive: true, force: true });
    },
  };
});
