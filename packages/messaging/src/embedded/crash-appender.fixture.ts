import { PurchaseRecorded } from '@vitrine/contracts';
import { EmbeddedEventLog } from './index.js';

/** Appends numbered records for ever, several at once, and prints the last number acknowledged. */
const path = process.argv[2] ?? '';
const log = await EmbeddedEventLog.open({ path });
await log.ensureTopics([{ ...PurchaseRecorded.topic, partitions: 1 }]);
const topic = PurchaseRecorded.topic.name;
const [end] = await log.ends(topic);
for (let next = end?.end ?? 0; ; next += 30) {
  await Promise.all([0, 10, 20].map((from) => log.append(topic, Array.from({ length: 10 }, (_, i) => ({ key: 'k', value: Buffer.from(String(next + from + i)), timeMs: 0 })))));
  process.stdout.write(`${next + 29}\n`);
}
