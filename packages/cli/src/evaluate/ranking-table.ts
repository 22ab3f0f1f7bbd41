import type { Interval, ListQuality } from '@vitrine/recommender';
import { writeTable } from '../output/write-result.js';

interface RankingSummary {
  readonly ranker: string;
  readonly all: ListQuality;
  readonly novel: ListQuality;
  readonly comparedWith?: { readonly ranker: string; readonly all: Differences; readonly novel: Differences };
}

type Differences = Readonly<Record<'recall10' | 'ndcg10' | 'hitRate10', Interval>>;

/** Prints figures of all and of novel products, with the differences to the reference and their 95 % intervals. */
export function writeRankingTable({ ranker, all, novel, comparedWith }: RankingSummary): void {
  writeTable(['', 'Recall@10', 'NDCG@10', 'hit rate'], [
    figures(`${ranker}, all`, all),
    ...(comparedWith === undefined ? [] : [differences(`  less ${comparedWith.ranker}`, comparedWith.all)]),
    figures(`${ranker}, novel`, novel),
    ...(comparedWith === undefined ? [] : [differences(`  less ${comparedWith.ranker}`, comparedWith.novel)]),
  ]);
}

function interval({ mean, low, high }: Interval): string {
  return `${mean.toFixed(4)} [${low.toFixed(4)}, ${high.toFixed(4)}]`;
}

function figures(name: string, { recall10, ndcg10, hitRate10 }: ListQuality): string[] {
  return [name, recall10.toFixed(4), ndcg10.toFixed(4), hitRate10.toFixed(4)];
}

function differences(name: string, by: Differences): string[] {
  return [name, ...[by.recall10, by.ndcg10, by.hitRate10].map(interval)];
}
