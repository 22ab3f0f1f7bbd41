import { positionKey } from '@vitrine/contracts';
import { deadLetterTopic, type FiledLetter, type ReplayOutcome } from '@vitrine/messaging';
import { letterName } from './letter-id.js';

/** A dead letter in a list: where it comes from, why it was put aside and what became of it, and nothing of its contents. */
export function letterLine({ id, contract, letter, handling }: FiledLetter) {
  return {
    id: letterName(id), event: contract.name, status: handling?.action ?? 'waiting', origin: positionKey(letter.origin), group: letter.group,
    code: letter.reason.code, detail: letter.reason.detail, time: new Date(letter.record.timeMs).toISOString(), bytes: letter.record.value?.length ?? 0,
    decodes: letter.event !== null,
    ...(handling === null ? {} : { handledAt: new Date(handling.atMs).toISOString(), ...(handling.reason === '' ? {} : { reason: handling.reason }), ...(handling.replayedTo === null ? {} : { replayedTo: positionKey(handling.replayedTo) }) }),
  };
}

/**
 * The whole letter, decoded where it can be, else its bytes. Bytes within an event (pictures, sealed vectors) are told by their number only,
 * and so is a record that cannot be decoded of a topic that keeps its records for minutes: it may be a picture.
 */
export function letterView(filed: FiledLetter) {
  const { contract, letter } = filed;
  const { key, headers, value } = letter.record;
  const shown = letter.event === null && deadLetterTopic(contract.topic).retentionMs < 0;
  return { ...letterLine(filed), key, headers, decoded: letter.event === null ? null : withoutBytes(letter.event), valueBase64: shown ? (value?.toString('base64') ?? null) : null };
}

export function outcomeView({ id, outcome, replayedTo }: ReplayOutcome) {
  return { id: letterName(id), outcome, ...(replayedTo === null ? {} : { replayedTo: positionKey(replayedTo) }) };
}

function withoutBytes(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: value.length };
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, withoutBytes(held)]));
}
