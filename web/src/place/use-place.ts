import { useCallback, useEffect, useState } from 'react';
import type { Problem } from '../api/answer.js';
import type { Place } from '../api/slates.js';
import { listStores, type StoreInfo } from '../api/stores.js';
import { choosePlace, placeInQuery, placeToQuery, type Setting } from './choose-place.js';

const RETRY_MS = 2000;

export interface PlaceChoice {
  readonly stores: readonly StoreInfo[];
  /** Null until the platform knows a store with a booth. */
  readonly setting: Setting | null;
  /** Why the stores are not known. */
  readonly problem: Problem | null;
  readonly choose: (place: Partial<Place>) => void;
}

/** Store and booth of this page; the address keeps them. Asks again until the platform knows a store. */
export function usePlace(): PlaceChoice {
  const [stores, setStores] = useState<readonly StoreInfo[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wanted, setWanted] = useState<Partial<Place>>(() => placeInQuery(window.location.search));
  const setting = choosePlace(stores, wanted);
  const known = setting !== null;

  useEffect(() => {
    if (known) return undefined;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const answer = await listStores();
      if (stopped) return;
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) setStores(answer.value);
      timer = setTimeout(() => void ask(), RETRY_MS);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [known]);

  const choose = useCallback((place: Partial<Place>) => {
    setWanted(place);
    const chosen = choosePlace(stores, place);
    if (chosen !== null) window.history.replaceState(null, '', placeToQuery(chosen.place));
  }, [stores]);

  return { stores, setting, problem, choose };
}
