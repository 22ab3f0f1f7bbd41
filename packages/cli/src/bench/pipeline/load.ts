import { PurchaseRecorded } from '@vitrine/contracts';
import sharp from 'sharp';
import { tell } from '../../output/write-result.js';
import type { Rate } from './kafka-peer.js';
import { KeepAliveClient, timed } from '../keep-alive-client.js';
import { Receipts } from './receipts.js';
import { BENCH_STORE, boothOf } from './shop.js';
import type { TestBed } from '../test-bed.js';

const BATCH = 500;
const BATCHES_AT_ONCE = 4;
const MB = 2 ** 20;

/** Sends receipts in batches of 500 through the ingest processes in turn. @throws VitrineError when one is refused */
export async function sendReceipts(bed: Pick<TestBed, 'ingests'>, till: string, count: number): Promise<number> {
  const clients = clientsOf(bed, BATCHES_AT_ONCE);
  const receipts = new Receipts(till, 0);
  const bodies = Array.from({ length: Math.ceil(count / BATCH) }, () => receipts.batch(BATCH));
  const seconds = await timed(bodies.map((body, number) => async () => {
    const answer = await clientFor(clients, number).post('/v1/pos/transactions/batch', body, { 'content-type': 'application/json' });
    if (answer.includes('"refused"')) throw new Error(`a receipt was refused: ${answer.slice(0, 300)}`);
  }), BATCHES_AT_ONCE * clients.length);
  for (const client of clients) client.close();
  return (bodies.length * BATCH) / seconds;
}

/** Sends frames of these bytes through ingest, every camera one after another and always through the same process. */
export async function sendFrames(bed: Pick<TestBed, 'ingests'>, session: string, jpeg: Buffer, { frames, cameras }: { readonly frames: number; readonly cameras: number }): Promise<Rate> {
  const clients = clientsOf(bed, cameras);
  const perCamera = Math.ceil(frames / cameras);
  const seconds = await timed(Array.from({ length: cameras }, (_, camera) => async () => {
    for (let sequence = 0; sequence < perCamera; sequence++) {
      const now = new Date().toISOString();
      await clientFor(clients, camera).post(`/v1/stores/${BENCH_STORE}/booths/${boothOf(camera)}/frames`, jpeg, {
        'content-type': 'image/jpeg', 'vitrine-session': session, 'vitrine-sequence': String(sequence), 'vitrine-captured-at': now, 'vitrine-trigger': 'approach', 'vitrine-trigger-at': now,
      });
    }
  }), cameras);
  for (const client of clients) client.close();
  const recordsPerSecond = (perCamera * cameras) / seconds;
  return { recordsPerSecond, mbPerSecond: (recordsPerSecond * jpeg.length) / MB };
}

function clientsOf({ ingests }: Pick<TestBed, 'ingests'>, connections: number): readonly KeepAliveClient[] {
  return ingests.map(({ url }) => new KeepAliveClient(url, connections));
}

function clientFor(clients: readonly KeepAliveClient[], number: number): KeepAliveClient {
  return clients[number % clients.length]!;
}

/** A JPEG of noise of about so many bytes, never more. */
export async function noiseJpeg(bytes: number): Promise<Buffer> {
  const side = Math.ceil(Math.sqrt(bytes) * 1.1);
  for (let quality = 95; quality > 5; quality -= 3) {
    const jpeg = await sharp({ create: { width: side, height: side, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg({ quality }).toBuffer();
    if (jpeg.length <= bytes) return jpeg;
  }
  throw new Error(`no JPEG of ${bytes} bytes could be made`);
}

/** Bytes of a receipt's value in the log, on average over the first of a partition. */
export async function receiptBytes({ infrastructure: { log } }: TestBed): Promise<number> {
  const { name } = PurchaseRecorded.topic;
  const range = (await log.ends(name)).find(({ begin, end }) => end > begin);
  if (range === undefined) return 0;
  let [bytes, records] = [0, 0];
  for await (const { value } of log.read(range, range.begin, Math.min(range.end, range.begin + 200))) {
    bytes += value?.length ?? 0;
    records += 1;
  }
  tell(`a receipt has ${Math.round(bytes / records)} bytes in the log`);
  return Math.round(bytes / records);
}
