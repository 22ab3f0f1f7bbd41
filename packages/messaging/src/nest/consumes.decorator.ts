import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { AnyEvent, EventContract } from '@vitrine/contracts';
import type { ConsumedBatch } from '../consumed-batch.js';
import type { Consumption, ConsumeOptions } from '../consumes.js';
import { OriginalErrorFilter } from './original-error.filter.js';

/** Tells our handlers apart from those of other transports of the same application. */
export const EVENT_LOG_TRANSPORT: unique symbol = Symbol('vitrine.event-log');

/** Name of the pattern extra that carries a handler's `Consumption`. */
export const CONSUMPTION = 'vitrine.consumption';

const DEFAULTS = { maxItems: 500, maxWaitMs: 20, position: 'state', from: 'earliest' } as const;

/**
 * Makes a controller's method the handler of one event's batches. It does not compile on a handler of another event.
 * One handler per consumer group: a group whose members consume different topics is refused when the application starts.
 */
export function Consumes<E extends AnyEvent>(contract: EventContract<E>, options: ConsumeOptions) {
  const consumption: Consumption = { contract, options: { ...DEFAULTS, ...options } };
  const pattern = `${options.group}:${contract.topic.name}`;
  return <H extends (batch: ConsumedBatch<E>) => Promise<void>>(target: object, method: string | symbol, descriptor: TypedPropertyDescriptor<H>): void => {
    // oxlint-disable-next-line no-unnecessary-type-arguments -- it picks the overload that takes any handler
    applyDecorators(EventPattern<string>(pattern, EVENT_LOG_TRANSPORT, { [CONSUMPTION]: consumption }), UseFilters(OriginalErrorFilter))(target, method, descriptor);
  };
}
