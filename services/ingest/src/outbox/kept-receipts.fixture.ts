import { ReceiptOutbox } from './receipt-outbox.js';

/** Keeps numbered receipts for ever and prints the last number that is safe. */
const outbox = ReceiptOutbox.open(process.argv[2] ?? '', 2 ** 30);
for (let number = outbox.length; ; number += 3) {
  await outbox.keep([0, 1, 2].map((offset) => ({ number: number + offset })));
  process.stdout.write(`${number + 2}\n`);
}
