type Fields = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const count = (value: unknown, one: string, many = `${one}s`): string => `${text(value)} ${value === 1 ? one : many}`;
const words = (value: unknown): string => text(value).toLowerCase().replaceAll('_', ' ');
const active = (fields: Fields): string => (fields.active === false ? ', no longer active' : '');

/** An amount in its currency's own digits; the number as it is where the currency is not known. */
function amount(minor: unknown, currency: unknown): string {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: text(currency) });
    return format.format(Number(minor) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    return text(minor);
  }
}

function identity({ booth, outcome, reason, faces, tookMs }: Fields): string {
  const why = reason === 'NONE' ? '' : `, ${words(reason)}`;
  return `${text(booth)}: ${words(outcome)}${why}; ${count(faces, 'face')}, ${text(tookMs)} ms after the picture`;
}

function purchase({ till, kind, lines, totalMinor, currency, byMember }: Fields): string {
  return `${words(kind)} at till ${text(till)}: ${count(lines, 'line')} for ${amount(totalMinor, currency)}${byMember === true ? ', a member’s' : ''}`;
}

/** What happened, in words, for each event. */
const EVENT_WORDS: Readonly<Record<string, (fields: Fields) => string>> = {
  FrameCaptured: ({ booth, trigger, kilobytes }) => `${text(booth)}: a picture of ${text(kilobytes)} kB after a ${words(trigger)}`,
  IdentityResolved: identity,
  OfferDecided: ({ booth, audience, offers, best }) => `${text(booth)}: ${count(offers, 'offer')} for ${audience === 'MEMBER' ? 'a member' : 'everybody'}${best === '' ? '' : `, ${text(best)} first`}`,
  ImpressionRecorded: ({ booth, kind, sku }) => `${text(booth)}: ${text(sku)} ${words(kind)}`.trim(),
  PurchaseRecorded: purchase,
  BasketSold: ({ region, products }) => `${count(products, 'product')} to learn from, for ${text(region)}`,
  StoreChanged: (fields) => `${text(fields.title)}: ${count(fields.booths, 'booth')}${active(fields)}`,
  ProductChanged: (fields) => `${text(fields.sku)} ${text(fields.title)}${active(fields)}`,
  PromotionChanged: (fields) => `${text(fields.sku)} −${text(fields.discountPercent)}%${active(fields)}`,
  StockChanged: ({ sku, onHandMilli }) => `${text(sku)}: ${Number(onHandMilli) / 1000} on hand`,
  MemberChanged: ({ active: on }) => (on === false ? 'a member rests' : 'a member registered or changed'),
  ConsentChanged: ({ purpose, granted }) => `${words(purpose)} ${granted === true ? 'agreed to' : 'withdrawn'}`,
  EnrolmentRequested: ({ photos }) => `${count(photos, 'photo')} to enrol with`,
  EnrolmentDecided: ({ accepted, refusal }) => (accepted === true ? 'accepted' : `refused: ${words(refusal)}`),
  MemberErased: () => 'a member is erased',
  ModelPublished: ({ model, version, action }) => `${text(model)} ${text(version)} ${words(action)}`,
};

/** The story of an event; null where there are no words for it, or nothing could be read. */
export function eventWords(event: string, summary: Fields): string | null {
  if (summary.unreadable === true || summary.forgotten === true) return null;
  return EVENT_WORDS[event]?.(summary) ?? null;
}
