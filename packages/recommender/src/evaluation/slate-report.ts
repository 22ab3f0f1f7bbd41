import type { OfferPolicy } from '../offer-policy.js';
import type { RankedOffer } from '../ranked-offer.js';
import type { JudgedQuestion } from './ranking-question.js';
import { listQuality, meanListQuality, type ListQuality } from './ranking-report.js';

/** What slates under a policy reach, and what they give away. */
export interface SlateQuality extends ListQuality {
  /** Share of all places with products that are new to the member. */
  readonly novelShare: number;
  /** Share of the slates with a product that was bought for the first time, of those members that bought one. */
  readonly novelHitRate10: number;
  /** Mean of all places, 0 to 100. */
  readonly discountPercent: number;
  /** Offers a slate. */
  readonly offers: number;
}

interface JudgedSlate {
  readonly quality: ListQuality;
  readonly novelHit: boolean | null;
  readonly slate: readonly RankedOffer[];
}

/**
 * Judges what booths would show under each policy.
 * @param slatesOf a slate a policy, in their order
 * @param step called after each question
 */
export function judgedSlates(questions: readonly JudgedQuestion[], policies: readonly OfferPolicy[], slatesOf: (question: JudgedQuestion['question']) => readonly (readonly RankedOffer[])[], step: () => void): SlateQuality[] {
  const judged = policies.map((): JudgedSlate[] => []);
  for (const asked of questions) {
    for (const [index, slate] of slatesOf(asked.question).entries()) judged[index]!.push(judgedSlate(asked, slate));
    step();
  }
  return judged.map(summary);
}

function judgedSlate({ question, relevant }: JudgedQuestion, slate: readonly RankedOffer[]): JudgedSlate {
  const own = new Set(question.history.flatMap(({ items }) => items));
  const novel = [...relevant].filter((item) => !own.has(item));
  const shown = new Set<string>(slate.map(({ sku }) => sku));
  return { slate, quality: listQuality(slate.map(({ sku }) => sku), relevant), novelHit: novel.length === 0 ? null : novel.some((item) => shown.has(item)) };
}

function summary(judged: readonly JudgedSlate[]): SlateQuality {
  const offers = judged.flatMap(({ slate }) => slate);
  const asked = judged.filter(({ novelHit }) => novelHit !== null).length;
  const places = Math.max(1, offers.length);
  return {
    ...meanListQuality(judged.map(({ quality }) => quality)),
    novelShare: offers.filter(({ novel }) => novel).length / places,
    novelHitRate10: judged.filter(({ novelHit }) => novelHit === true).length / Math.max(1, asked),
    discountPercent: offers.reduce((sum, { discountPercent }) => sum + discountPercent, 0) / places,
    offers: offers.length / Math.max(1, judged.length),
  };
}
