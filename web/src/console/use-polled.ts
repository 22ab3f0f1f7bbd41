import { useEffect, useState } from 'react';
import type { Answer } from '../api/answer.js';

/** The newest answer to a question that is asked again and again while the page is visible; null before the first. */
export function usePolled<T>(ask: () => Promise<Answer<T>>, everyMs: number): Answer<T> | null {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn = async () => {
      if (document.visibilityState === 'visible') {
        const given = await ask();
        if (stopped) return;
        setAnswer(given);
      }
      timer = setTimeout(() => void turn(), everyMs);
    };
    void turn();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [ask, everyMs]);
  return answer;
}
