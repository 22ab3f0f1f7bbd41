import { PurchaseRecorded, VitrineError } from '@vitrine/contracts';
import { EmbeddedEventLog } from './index.js';

/** Run with a limit on the size of files: appends until the disk takes no more, then something small, and prints what happened as JSON. */
const LARGE = 500_000;
const topic = PurchaseRecorded.topic.name;
const log = await EmbeddedEventLog.open({ path: process.argv[2] ?? '' });
await log.ensureTopics([{ ...PurchaseRecorded.topic, partitions: 1 }]);
const append = async (bytes: number): Promise<string> => {
  try {
    const [position] = await log.append(topic, [{ key: 'k', value: Buffer.alloc(bytes, 1), timeMs: 0 }]);
    return String(position?.offset);
  } catch (error) {
    return error instanceof VitrineError ? error.code : String(error);
  }
};
const large: string[] = [];
while (large.length < 100 && !large.includes('log_unavailable')) large.push(await append(LARGE));
const small = await append(10);
process.stdout.write(JSON.stringify({ large, small }));
await log.close();
