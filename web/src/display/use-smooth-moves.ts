import { useLayoutEffect, useRef, type RefObject } from 'react';

const MOVE = { duration: 450, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' };

/** Children marked `data-move` that stay from one slate to the next glide to their new place instead of jumping. */
export function useSmoothMoves<E extends HTMLElement>(): RefObject<E | null> {
  const list = useRef<E>(null);
  const known = useRef(new Map<string, DOMRect>());

  useLayoutEffect(() => {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const places = new Map<string, DOMRect>();
    for (const item of list.current?.querySelectorAll<HTMLElement>('[data-move]') ?? []) {
      const name = item.dataset.move ?? '';
      const now = item.getBoundingClientRect();
      const before = known.current.get(name);
      places.set(name, now);
      if (calm || before === undefined || (before.left === now.left && before.top === now.top)) continue;
      item.animate([{ transform: `translate(${before.left - now.left}px, ${before.top - now.top}px)` }, { transform: 'none' }], MOVE);
    }
    known.current = places;
  });

  return list;
}
