import { Injectable } from '@nestjs/common';
import { partitionKey } from '@vitrine/contracts';
import type { ConsumedStep } from '@vitrine/messaging';
import { MasterData } from '@vitrine/runtime';

type Goals = Awaited<ReturnType<MasterData['goals']>>;

/**
 * Lets a partition of receipts begin, after each claim of it, only once the views hold what was announced before. When the state is filled again
 * from the log all topics are read side by side, and a receipt that came before its product or its member's consent would count for nothing.
 */
@Injectable()
export class MasterDataFirst {
  private readonly waiting = new Map<string, { readonly epoch: number; readonly goals: Goals }>();
  private readonly begun = new Map<string, number>();

  constructor(private readonly masterData: MasterData) {}

  /** @throws VitrineError `not_ready` as long as it has to wait */
  async require({ source, epoch }: ConsumedStep): Promise<void> {
    const key = partitionKey(source);
    if (this.begun.get(key) === epoch) return;
    const known = this.waiting.get(key);
    // What failed comes again under a new claim, but waits for the same.
    const goals = known?.goals ?? (await this.masterData.goals());
    this.waiting.set(key, { epoch, goals });
    await this.masterData.requireReached(goals);
    this.waiting.delete(key);
    this.begun.set(key, epoch);
  }
}
