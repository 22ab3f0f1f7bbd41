import { VitrineError } from '@vitrine/contracts';
import { tell } from '../output/write-result.js';

/** With more unusable rows than this the file is taken for something else. */
const MOST = 100;

/** Rows of a file that are left out: each is told with its line and reason, and too many end the run. */
export class RejectedRows {
  private count = 0;

  constructor(private readonly path: string) {}

  /** @throws VitrineError `invalid_input_file` when it is one too many */
  reject(line: number, reason: string): void {
    if (++this.count > MOST) throw new VitrineError('invalid_input_file', `${this.path}: line ${line}: ${reason}; more than ${MOST} rows are unusable`);
    tell(`${this.path}: line ${line} left out: ${reason}`);
  }

  /** To be called at the end of the file. @param taken rows that were not left out */
  end(taken: number): void {
    if (this.count === 0) return;
    if (taken === 0) throw new VitrineError('invalid_input_file', `${this.path}: none of ${this.count} rows is usable`);
    tell(`${this.path}: ${this.count} of ${this.count + taken} rows left out`);
  }
}
