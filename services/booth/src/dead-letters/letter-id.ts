import { VitrineError } from '@vitrine/contracts';
import type { LetterId } from '@vitrine/messaging';

/** A letter's name as people write it: `purchase.recorded.v1/17`. */
export function letterName({ topic, offset }: LetterId): string {
  return `${topic}/${offset}`;
}

/** @throws VitrineError `invalid_field` when it is not such a name */
export function letterId(name: string): LetterId {
  const parts = /^([a-z0-9.-]+)\/(\d{1,15})$/.exec(name);
  if (parts === null) throw new VitrineError('invalid_field', `${name.slice(0, 80)} names no dead letter; they look like purchase.recorded.v1/17`, { field: 'ids' });
  return { topic: parts[1] ?? '', offset: Number(parts[2]) };
}
