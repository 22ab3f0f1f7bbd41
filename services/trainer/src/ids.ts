import { randomUUID } from 'node:crypto';

/** Makes identifiers nobody can guess. */
export abstract class Ids {
  abstract next(): string;
}

export class RandomIds extends Ids {
  next(): string {
    return randomUUID();
  }
}
