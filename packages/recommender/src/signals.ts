/**
 * What speaks for an offer; each is 0 when nothing does, and grows with what speaks for it. The last speaks for it to the retailer only.
 *
 * | signal | value |
 * |---|---|
 * | frequency | ln(1 + own receipts with it) |
 * | recency | r / (r + 2) for r own receipts with it, each counting 2^(-age / 28 days) |
 * | habit | 1 when the member ever bought it |
 * | regularity | square root of the share of own receipts with it |
 * | due | 1 when as long has passed since the last purchase as passes between two of them, falling to 0 towards none and five times that |
 * | popularity, storePopularity, hourPopularity | ln(1 + receipts) / ln(1 + the largest of all candidates): chain of late, store, store in this hour |
 * | category | square root of the share of own purchases, 20 more taken as made elsewhere, that fall in its category |
 * | recentCategory | the same with each purchase counting 2^(-age / 28 days) and 5 made elsewhere |
 * | together | square root of the mean co-occurrence cosine with what weighs most in the history; 0 for what the member bought |
 * | similarTitle | cosine of the words of its title and category to those of what weighs most in the history |
 * | tasteMatch | cosine of its vector to the mean of those of what weighs most in the history x n / (n + 20) for n receipts of late, at least 0 |
 * | discount | discount / 100 |
 * | margin | what is left of the shelf price after cost and discount, as a share of it; below 0 at a loss, 0 where the chain does not tell its margins |
 */
export const SIGNALS = [
  'frequency', 'recency', 'habit', 'regularity', 'due', 'popularity', 'storePopularity', 'hourPopularity', 'category', 'recentCategory', 'together', 'similarTitle', 'tasteMatch', 'discount', 'margin',
] as const;

export type Signal = (typeof SIGNALS)[number];

/** A value a row of each signal. */
export type SignalColumns = Readonly<Record<Signal, Float64Array>>;

/** One value a signal. */
export type SignalValues = Readonly<Record<Signal, number>>;
