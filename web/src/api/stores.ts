import type { TriggerKind } from '@vitrine/contracts';
import type { Answer } from './answer.js';
import { sendForJson } from './request.js';

export interface BoothInfo {
  readonly boothId: string;
  readonly title: string;
}

export interface StoreInfo {
  readonly storeId: string;
  readonly title: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly triggers: readonly TriggerKind[];
  readonly booths: readonly BoothInfo[];
  readonly active: boolean;
}

/** Stores that are open for business, as the platform knows them now. */
export async function listStores(): Promise<Answer<readonly StoreInfo[]>> {
  const answer = await sendForJson<{ readonly stores: readonly StoreInfo[] }>('/v1/stores');
  return answer.ok ? { ok: true, value: answer.value.stores.filter(({ active }) => active) } : answer;
}
