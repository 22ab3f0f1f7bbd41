/** gensim's release that is compared with. */
export const GENSIM = 'gensim==4.4.0';

/** Trains once for every line it is given and answers with the CPU seconds (of several threads: the seconds) that took; the first answer is gensim's version. */
export const GENSIM_PROGRAM = `
import json, sys, time
import gensim
from gensim.models import Word2Vec
sessions = [json.loads(line) for line in open(sys.argv[1])]
settings = json.loads(sys.argv[2])
print(gensim.__version__, flush=True)
for _ in sys.stdin:
    model = Word2Vec(vector_size=settings['dim'], window=settings['window'], negative=settings['negative'], sample=settings['sample'],
                     seed=settings['seed'], sg=1, hs=0, min_count=1, workers=settings['threads'])
    model.build_vocab(sessions)
    clock = time.process_time if settings['threads'] == 1 else time.perf_counter
    before = clock()
    model.train(sessions, total_examples=len(sessions), epochs=settings['epochs'])
    print(clock() - before, flush=True)
`;
