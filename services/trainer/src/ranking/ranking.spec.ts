import { ConsentChanged, MemberChanged, ProductChanged, PromotionChanged, PurchaseRecorded, type ConsentId, type MemberId, type PromotionId, type Sku, type StoreId, type TillId } from '@vitrine/contracts';
import { readRankingModel, writeRankingModel } from '@vitrine/recommender';
import { RANKING_MODEL } from '@vitrine/state';
import { aConsent, aMember, aProduct, aPromotion, aPurchase, aReceiptLine } from '@vitrine/testing';
import { Random } from '@vitrine/word2vec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunningTrainer } from '../running-trainer.fixture.js';

const { chainId } = aPurchase();
const DAY_MS = 86_400_000;
const MEMBERS = 8;
const DAYS = 56;
const SETTINGS = { VITRINE_RANKING_FIT_WEEKS: '4', VITRINE_RANKING_JUDGED_DAYS: '14' };

/** Members buy their own two products again and again, everything at a discount, beside one that is drawn. */
function sales(startMs: number): PurchaseRecorded[] {
  const random = Random.from('ranking sales');
  return Array.from({ length: DAYS * MEMBERS }, (_, n) => {
    const [day, member] = [Math.floor(n / MEMBERS), n % MEMBERS];
    const skus = new Set([`own-${member}-${day % 2}`, `any-${random.below(60)}`]);
    return aPurchase({
      memberId: `m${member}` as MemberId, occurredAtMs: startMs + day * DAY_MS + n, sequenceNumber: n,
      lines: Array.from(skus, (sku) => aReceiptLine({ sku: sku as Sku, quantityMilli: 1000, unitPriceMinor: 100, discountMinor: 20 })),
    });
  });
}

/** The same at another till. */
function atTill(till: string, { eventId: _own, ...sale }: PurchaseRecorded, changed: Partial<PurchaseRecorded>): PurchaseRecorded {
  return aPurchase({ ...sale, tillId: till as TillId, ...changed });
}

describe('training the ranking model', () => {
  let trainer: RunningTrainer;
  beforeEach(async () => {
    trainer = await RunningTrainer.start(chainId, SETTINGS);
    const { products, members } = trainer.infrastructure.state;
    const skus = new Set(sales(0).flatMap(({ lines }) => lines.map(({ sku }) => sku)));
    for (const sku of skus) {
      const { eventId: _id, ...product } = aProduct({ sku, title: sku, categoryPath: ['all', sku.split('-')[0]!] }) satisfies ProductChanged;
      await products.put(product, 0);
    }
    for (let n = 0; n < MEMBERS; n++) await consenting(`m${n}` as MemberId);

    async function consenting(memberId: MemberId): Promise<void> {
      const { deniedCategories, active, changedAtMs } = aMember() satisfies MemberChanged;
      const { purpose, granted } = aConsent({ purpose: 'TASTE' }) satisfies ConsentChanged;
      await members.put({ chainId, memberId, active, deniedCategories, changedAtMs, consents: [{ consentId: `taste-${memberId}` as ConsentId, purpose, granted, changedAtMs }] });
    }
  });
  afterEach(async () => trainer.stop());

  const startMs = (): number => trainer.clock.now() - DAYS * DAY_MS;
  const train = () => trainer.train({ model: 'ranking' });

  it('publishes weights that find what members buy, with the figures they were let through on', async () => {
    await trainer.publish(PurchaseRecorded, sales(startMs()));
    const training = await train();
    expect(training).toMatchObject({ status: 'published', model: 'ranking', progress: 1 });
    const metrics = training['metrics'] as Record<string, number>;
    expect(metrics['ndcg10']).toBeGreaterThan(metrics['popularityNdcg10']!);
    expect(metrics['frequencyDifferenceHigh']).toBeGreaterThanOrEqual(0);
    const [event] = await trainer.published();
    expect(event).toMatchObject({ model: RANKING_MODEL, version: training['version'], action: 'PROMOTED' });
    expect(event!.trainedUpTo.every(({ topic }) => topic === PurchaseRecorded.topic.name)).toBe(true);
    const model = readRankingModel(await trainer.infrastructure.state.modelRegistry.load(chainId, RANKING_MODEL, event!.version));
    expect(model.questions).toBeGreaterThan(metrics['questions']!);
    expect(model.overall.weights.regularity! + model.overall.weights.habit! + model.overall.weights.recency!).toBeGreaterThan(0);
    // The vectors were learnt beside, as they stood at each question.
    expect(model.novel.weights.tasteMatch).not.toBe(0);
  });

  it.each<[string, boolean, Partial<PromotionChanged>]>([
    ['with the promotions that were valid then in that store', true, {}],
    ['without those of another store', false, { storeId: 'another' as StoreId }],
    ['without those that had ended', false, { endsAtMs: 1 }],
  ])('asks %s', async (_, matters, change) => {
    const skus = [...new Set(sales(0).flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
    await trainer.publish(PurchaseRecorded, sales(startMs()));
    const before = (await train())['metrics'] as Record<string, number>;
    await trainer.publish(PromotionChanged, skus.map((sku) => aPromotion({ promotionId: sku as string as PromotionId, sku, startsAtMs: 0, endsAtMs: trainer.clock.now(), discountPercent: 35, ...change })));
    const after = (await train())['metrics'] as Record<string, number>;
    expect(after['ndcg10'] !== before['ndcg10']).toBe(matters);
  });

  it('makes the same model of the same log', async () => {
    await trainer.publish(PurchaseRecorded, sales(startMs()));
    await train();
    trainer.clock.advance(1_000);
    await train();
    const [first, second] = await trainer.published();
    expect(second!.sha256).toBe(first!.sha256);
  });

  it('learns a receipt once, and nothing of a voided one or of members who did not consent', async () => {
    const all = sales(startMs());
    const voided = all.slice(0, 40).map((sale) => atTill('void', sale, { kind: 'VOID', corrects: sale.eventId }));
    const strangers = all.slice(0, 30).map((sale) => atTill('stranger', sale, { memberId: 'unknown' as MemberId }));
    await trainer.publish(PurchaseRecorded, [...all, ...all.slice(0, 100), ...voided, ...strangers]);
    const { metrics } = (await train()) as { metrics: Record<string, number> };
    expect(metrics['receipts']).toBe(DAYS * MEMBERS - 40 + 30);
  });

  it('rejects a model that is worse than the live one, with the interval', async () => {
    const { modelRegistry } = trainer.infrastructure.state;
    const oracle = writeRankingModel({ overall: { intercept: 0, weights: { regularity: 1 } }, novel: { intercept: 0, weights: { popularity: 1 } }, window: { fromMs: 0, toMs: 1 }, questions: 1 });
    await modelRegistry.store({ chainId, model: RANKING_MODEL, version: 'v0' as never, createdAtMs: 0, trainedUpTo: [], metrics: {} }, oracle);
    await modelRegistry.promote(chainId, RANKING_MODEL, 'v0' as never);
    // In the judged fortnight members stop buying what they always bought: weights fitted before it mislead.
    const turned = sales(startMs()).map((sale, n) => (n < (DAYS - 14) * MEMBERS ? { ...sale, lines: sale.lines.slice(1).concat(aReceiptLine({ sku: 'own-0-0' as Sku, quantityMilli: 1000, unitPriceMinor: 100, discountMinor: 20 })) } : sale));
    await trainer.publish(PurchaseRecorded, turned);
    const training = await train();
    expect(training).toMatchObject({ status: 'rejected' });
    expect(training['reason']).toMatch(/below that of .*95 %/);
  });

  it('rejects what it cannot judge', async () => {
    expect(await train()).toMatchObject({ status: 'rejected', reason: '0 questions to learn from and 0 to judge by are too few' });
  });

  it('publishes although the live model cannot be read, compared with the one that is built in', async () => {
    const { modelRegistry } = trainer.infrastructure.state;
    await modelRegistry.store({ chainId, model: RANKING_MODEL, version: 'v0' as never, createdAtMs: 0, trainedUpTo: [], metrics: {} }, Buffer.from('something else'));
    await modelRegistry.promote(chainId, RANKING_MODEL, 'v0' as never);
    await trainer.publish(PurchaseRecorded, sales(startMs()));
    const training = await train();
    expect(training).toMatchObject({ status: 'published', metrics: { liveNdcg10: expect.any(Number) as number } });
  });

  it('promotes and rolls back as every model does', async () => {
    await trainer.publish(PurchaseRecorded, sales(startMs()));
    const first = (await train())['version'];
    trainer.clock.advance(1_000);
    const second = (await train())['version'];
    expect(await trainer.call('POST', '/v1/models/ranking/rollback')).toEqual({ status: 202, body: { version: first } });
    expect(await trainer.call('POST', `/v1/models/ranking/versions/${String(second)}/promote`)).toMatchObject({ status: 202 });
    expect((await trainer.published()).map(({ version, action }) => [version, action])).toEqual([[first, 'PROMOTED'], [second, 'PROMOTED'], [first, 'ROLLED_BACK'], [second, 'PROMOTED']]);
  });
});
