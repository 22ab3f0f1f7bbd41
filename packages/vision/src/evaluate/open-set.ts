import type { GalleryMatch } from '../match/gallery.js';
import type { IdentityThresholds } from '../match/thresholds.js';
import { thresholdAt } from './verification.js';

/** A probe searched in the gallery; `person` is null for a stranger. */
export interface Search {
  readonly person: string | null;
  readonly match: GalleryMatch | null;
}

/** One operating point of open-set identification (ISO/IEC 19795-1): lower rates are better. */
export interface OperatingPoint {
  /** Share of strangers' probes that name somebody. */
  readonly fpir: number;
  /** Share of enrolled people's probes that do not name them. */
  readonly fnir: number;
  /** Cosine asked for. */
  readonly threshold: number;
}

/** Share of enrolled people's probes whose best match is right; null without such probes. */
export function rankOne(searches: readonly Search[]): { readonly correct: number; readonly total: number } {
  const known = searches.filter(({ person }) => person !== null);
  return { correct: known.filter(({ person, match }) => match?.memberId === person).length, total: known.length };
}

/** The operating points at which a given share of strangers is falsely named. Empty without strangers. */
export function openSet(searches: readonly Search[], rates: readonly number[]): OperatingPoint[] {
  const strangers = searches.filter(({ person, match }) => person === null && match !== null).map(({ match }) => match?.score ?? -Infinity);
  if (strangers.length === 0) return [];
  return rates.map((fpir) => {
    const threshold = thresholdAt(fpir, strangers);
    return { fpir, threshold, fnir: missRate(searches, (match) => match.score > threshold) };
  });
}

/** What the shipped thresholds do; null where there is no such probe. */
export function shippedPoint(searches: readonly Search[], { accept, margin }: IdentityThresholds): { threshold: number; fpir: number | null; fnir: number | null } {
  const accepted = (match: GalleryMatch): boolean => match.score >= accept && (match.runnerUp === null || match.score - match.runnerUp >= margin);
  const strangers = searches.filter(({ person }) => person === null);
  const named = strangers.filter(({ match }) => match !== null && accepted(match)).length;
  const known = searches.some(({ person }) => person !== null);
  return { threshold: accept, fpir: strangers.length === 0 ? null : named / strangers.length, fnir: known ? missRate(searches, accepted) : null };
}

function missRate(searches: readonly Search[], accepted: (match: GalleryMatch) => boolean): number {
  const known = searches.filter(({ person }) => person !== null);
  const kept = known.filter(({ person, match }) => match !== null && match.memberId === person && accepted(match)).length;
  return known.length === 0 ? 0 : 1 - kept / known.length;
}
