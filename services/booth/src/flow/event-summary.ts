import {
  ConsentChanged, EnrolmentDecided, EnrolmentRequested, FrameCaptured, IdentityResolved, ImpressionRecorded, MemberChanged, ModelPublished, OfferDecided,
  ProductChanged, PromotionChanged, PurchaseRecorded, StockChanged, StoreChanged, BasketSold, type AnyEvent, type EventContract,
} from '@vitrine/contracts';

/** What an onlooker may know of an event. */
export type EventSummary = Readonly<Record<string, string | number | boolean>>;

type Summariser = (event: never) => EventSummary;

function summary<E extends AnyEvent>(contract: EventContract<E>, of: (event: E) => EventSummary): readonly [string, Summariser] {
  return [contract.name, of];
}

/** For each event the few fields that tell its story: no picture, vector, member, consent or session, and no id made from one. */
const SUMMARIES: ReadonlyMap<string, Summariser> = new Map([
  summary(FrameCaptured, ({ boothId, trigger, jpeg }) => ({ booth: boothId, trigger: trigger.kind, kilobytes: Math.ceil(jpeg.length / 1000) })),
  summary(IdentityResolved, ({ boothId, outcome, reason, faces, capturedAtMs, resolvedAtMs }) => ({ booth: boothId, outcome, reason, faces, tookMs: resolvedAtMs - capturedAtMs })),
  summary(OfferDecided, ({ boothId, audience, offers }) => ({ booth: boothId, audience, offers: offers.length, best: offers[0]?.sku ?? '' })),
  summary(ImpressionRecorded, ({ boothId, kind, sku }) => ({ booth: boothId, kind, sku: sku ?? '' })),
  summary(PurchaseRecorded, ({ tillId, kind, lines, totalMinor, currency, memberId }) => ({ till: tillId, kind, lines: lines.length, totalMinor, currency, byMember: memberId !== null })),
  summary(BasketSold, ({ region, skus }) => ({ region, products: skus.length })),
  summary(StoreChanged, ({ title, booths, active }) => ({ title, booths: booths.length, active })),
  summary(ProductChanged, ({ sku, title, active }) => ({ sku, title, active })),
  summary(PromotionChanged, ({ sku, discountPercent, active }) => ({ sku, discountPercent, active })),
  summary(StockChanged, ({ sku, onHandMilli }) => ({ sku, onHandMilli })),
  summary(MemberChanged, ({ active }) => ({ active })),
  summary(ConsentChanged, ({ purpose, granted }) => ({ purpose, granted })),
  summary(EnrolmentRequested, ({ photos }) => ({ photos: photos.length })),
  summary(EnrolmentDecided, ({ accepted, refusal, photos }) => ({ accepted, refusal, photos: photos.length })),
  summary(ModelPublished, ({ model, version, action }) => ({ model, version, action })),
]);

/** An event that is not listed, such as an erasure, shows that it happened and nothing more. */
export function eventSummary(contract: EventContract<AnyEvent>, event: AnyEvent): EventSummary {
  return SUMMARIES.get(contract.name)?.(event as never) ?? {};
}
