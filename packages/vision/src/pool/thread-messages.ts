import type { ErrorCode, ErrorDetails } from '@vitrine/contracts';
import type { StageTimes } from '../chain/stage-times.js';

/** An error on its way between threads. */
export interface PortableError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** What a thread with a face chain reports with each batch. */
export interface ChainReport {
  readonly times: StageTimes;
  readonly tensors: number;
}

/** What an inference thread is asked. */
export type ThreadRequest<Input> = { readonly kind: 'batch'; readonly inputs: readonly Input[] } | { readonly kind: 'close' };

/** What it answers: `ready` or `failed` once, then one answer a batch, in order. */
export type ThreadReply<Output> =
  | { readonly kind: 'ready'; readonly hello: unknown }
  | { readonly kind: 'failed'; readonly error: PortableError }
  | { readonly kind: 'done'; readonly outputs: readonly Output[]; readonly report: unknown }
  | { readonly kind: 'refused'; readonly error: PortableError };
