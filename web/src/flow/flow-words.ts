import type { FlowRecord } from '../api/flow.js';
import { eventWords } from './event-words.js';

/** Topics in the order in which a visit travels through them. */
const TOPIC_ORDER = [
  'frame.captured', 'identity.resolved', 'offer.decided', 'impression.recorded', 'purchase.recorded', 'basket.sold', 'model.published',
  'enrolment.requested', 'enrolment.decided', 'member.changed', 'consent.changed', 'member.erased',
  'store.changed', 'product.changed', 'promotion.changed', 'stock.changed',
];

/** `frame.captured.v1` is `frame.captured` to a reader. */
export function topicTitle(topic: string): string {
  return topic.replace(/\.v\d+(?=$|\.)/u, '');
}

function placeOf(topic: string): number {
  const place = TOPIC_ORDER.indexOf(topicTitle(topic));
  return place === -1 ? TOPIC_ORDER.length : place;
}

export function compareTopics(one: string, other: string): number {
  return placeOf(one) - placeOf(other) || one.localeCompare(other);
}

/** What a record tells, as one line: in words where there are some, otherwise field by field. */
export function summaryText({ event, summary }: Pick<FlowRecord, 'event' | 'summary'>): string {
  return eventWords(event, summary) ?? fieldsText(summary);
}

function fieldsText(summary: FlowRecord['summary']): string {
  return Object.entries(summary)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(' · ');
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(3);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function rateText(perSecond: number): string {
  if (perSecond === 0) return '0/s';
  return perSecond < 10 ? `${perSecond.toFixed(1)}/s` : `${Math.round(perSecond)}/s`;
}

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 1 });

/** Time of day in the reader's time zone; empty for what is no time. */
export function timeText(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : TIME.format(time);
}
