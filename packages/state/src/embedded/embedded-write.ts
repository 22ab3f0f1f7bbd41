import { VitrineError } from '@vitrine/contracts';
import type { StateWrite } from '../state-store.js';
import type { WriteView } from './write-view.js';

/** What a `StateWrite` is in the embedded store: a step inside the commit. It does not throw; what can be wrong is checked before. */
class EmbeddedWrite {
  constructor(readonly carryOut: (view: WriteView) => void) {}
}

export function embeddedWrite(carryOut: (view: WriteView) => void): StateWrite {
  return new EmbeddedWrite(carryOut) as unknown as StateWrite;
}

/** @throws VitrineError `internal` for a write of another store */
export function carryOut(write: StateWrite, view: WriteView): void {
  const candidate: unknown = write;
  if (!(candidate instanceof EmbeddedWrite)) throw new VitrineError('internal', 'a write of another state store cannot be carried out on the embedded one');
  candidate.carryOut(view);
}
