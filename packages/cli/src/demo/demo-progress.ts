import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Kept {
  readonly historyShiftDays: number;
  readonly announcedShiftDays: number;
}

/** What an earlier demo on the same data has done, so that a second start does nothing twice. */
export class DemoProgress {
  private constructor(private readonly path: string, private readonly kept: Kept | null, private readonly todayShiftDays: number) {}

  /** @param todayShiftDays days that move the sample's day to today */
  static async read(dataDir: string, todayShiftDays: number): Promise<DemoProgress> {
    const path = join(dataDir, 'demo.json');
    const text = await readFile(path, 'utf8').catch(() => null);
    return new DemoProgress(path, text === null ? null : (JSON.parse(text) as Kept), todayShiftDays);
  }

  /** Days by which the history is moved: as on the first run, so that its receipts stay the same ones. */
  get historyShiftDays(): number {
    return this.kept?.historyShiftDays ?? this.todayShiftDays;
  }

  /** Day for which stores, promotions and members were announced last, or null. */
  get announcedShiftDays(): number | null {
    return this.kept?.announcedShiftDays ?? null;
  }

  get backfilled(): boolean {
    return this.kept !== null;
  }

  async done(announcedShiftDays: number): Promise<void> {
    await mkdir(join(this.path, '..'), { recursive: true });
    await writeFile(this.path, JSON.stringify({ historyShiftDays: this.historyShiftDays, announcedShiftDays } satisfies Kept));
  }
}
