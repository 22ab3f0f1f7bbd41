import { useCallback, useState } from 'react';
import { freshId } from '../api/fresh-id.js';
import { newCard, parseCard, type MemberCard } from './member-card.js';

const KEPT_AS = 'vitrine.member-card';

export interface KeptCard {
  readonly card: MemberCard;
  readonly keep: (change: (card: MemberCard) => MemberCard) => void;
  /** Forgets the visitor; a new number takes the old one's place. */
  readonly forget: () => void;
}

/** The visitor's card, kept in this browser only. */
export function useMemberCard(): KeptCard {
  const [card, setCard] = useState<MemberCard>(() => parseCard(localStorage.getItem(KEPT_AS)) ?? newCard(freshId));
  const keep = useCallback((change: (card: MemberCard) => MemberCard) => {
    setCard((known) => {
      const changed = change(known);
      localStorage.setItem(KEPT_AS, JSON.stringify(changed));
      return changed;
    });
  }, []);
  const forget = useCallback(() => {
    localStorage.removeItem(KEPT_AS);
    setCard(newCard(freshId));
  }, []);
  return { card, keep, forget };
}
