import type { ChainId } from '@vitrine/contracts';

/** The chain that this deployment serves. */
export class Chain {
  constructor(readonly id: ChainId) {}
}
