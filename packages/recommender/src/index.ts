export type { Candidate, Shopper } from './candidate.js';
export { OFFER_POLICY_DEFAULTS, type OfferPolicy } from './offer-policy.js';
export type { RankedOffer } from './ranked-offer.js';
export { hitRate, ndcg, recall } from './ranking-metrics.js';
export type { RelevanceModel, RelevanceWeights } from './relevance.js';
export { SHIPPED_MODEL } from './shipped-model.js';
export { signalsOf, SIGNALS, type Signal, type SignalValues } from './signals.js';
export { decideSlate, type SlateInput } from './slate.js';
export { storeTime } from './store-time.js';
export { applyReceipt, type Taste, type TasteProduct, type TasteReceipt } from './taste.js';
export { comparedProducts, tasteProfile, type TasteProfile } from './taste-profile.js';
export { BasketCompleter, type CompletionBasket } from './completion/basket-completer.js';
export type { ScoredItem } from './completion/best-items.js';
export { HYBRID_DEFAULTS, HybridCompleter, type HybridOptions } from './completion/hybrid-completer.js';
export { Cooccurrence } from './cooccurrence/cooccurrence.js';
export { IncrementalEase } from './ease/incremental-ease.js';
export { INCREMENTAL_EASE_DEFAULTS, type IncrementalEaseOptions } from './ease/incremental-ease-options.js';
export {
  completionQuality, hiddenPlace, inOrderOfSale, meanQuality, splitByTime, type CompletionQuality, type SeedQuality, type TimedBasket,
} from './evaluation/completion-protocol.js';
export { PopularityCompleter } from './evaluation/popularity-completer.js';
export { bootstrapInterval, type Interval } from './evaluation/bootstrap.js';
export { basketQuestions, judged, offerQuestions, type MemberTargets } from './evaluation/questions.js';
export { MemberRanker, type JudgedQuestion, type RankedItem, type RankingCandidate, type RankingQuestion } from './evaluation/ranking-question.js';
export { listQuality, meanListQuality, pairedDifference, signalShares, type ListQuality } from './evaluation/ranking-report.js';
export { CooccurrenceRanker, FrequencyRanker, PopularityRanker } from './evaluation/reference-rankers.js';
export type { MemberReceipt, StorePromotion, TargetHousehold, TargetItem } from './evaluation/retail-records.js';
export { ShippedRanker, type ShippedRankerOptions } from './evaluation/shipped-ranker.js';
