import { BasketCompleter, type CompletionBasket, type ScoredItem } from '@vitrine/recommender';
import { BasketCompletion, StreamLearner, type StreamLearnerOptions } from '@vitrine/word2vec';

/** Baskets learnt after which vectors are centred anew; one basket moves few of them, and little. */
const REFRESH_AFTER = 100;

/** Completes baskets by the vectors of the stream learner, as the platform runs it. */
export class Word2vecCompleter extends BasketCompleter {
  readonly learner: StreamLearner;
  private completion: BasketCompletion | null = null;
  private learnt = 0;

  constructor(options: Partial<StreamLearnerOptions>) {
    super();
    this.learner = new StreamLearner(options);
  }

  override learn({ id, items }: CompletionBasket): void {
    this.learner.learn({ eventId: id, items });
    if (++this.learnt % REFRESH_AFTER === 0) this.completion = null;
  }

  override complete(query: readonly string[], top: number): readonly ScoredItem[] {
    this.completion ??= new BasketCompletion(this.learner.vectors());
    return this.completion.complete(query, top);
  }

  /** Goes over what was learnt once more, `epochs` times. */
  rehearse(baskets: readonly CompletionBasket[], epochs: number): void {
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (const { id, items } of baskets) this.learner.rehearse({ eventId: `${id}/${epoch}`, items });
    }
    this.completion = null;
  }
}
