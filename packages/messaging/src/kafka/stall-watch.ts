import type { Consumer } from 'kafkajs';

/**
 * Notices a client that has fallen silent: neither fetching nor joining nor complaining. It happens (kafkajs issues 659 and 1593), and looks
 * like an idle topic from outside.
 * @param stalled called once, after so long without any sign
 * @returns ends the watch
 */
export function watchForStall(consumer: Consumer, longestSilenceMs: number, stalled: () => void): () => void {
  let lastSign = performance.now();
  const sign = (): void => { lastSign = performance.now(); };
  const { FETCH, HEARTBEAT, GROUP_JOIN, REBALANCING, CRASH } = consumer.events;
  const listening = [FETCH, HEARTBEAT, GROUP_JOIN, REBALANCING, CRASH].map((event) => consumer.on(event, sign));
  const timer = setInterval(() => {
    if (performance.now() - lastSign < longestSilenceMs) return;
    end();
    stalled();
  }, longestSilenceMs / 4);
  timer.unref();
  const end = (): void => {
    clearInterval(timer);
    for (const stop of listening) stop();
  };
  return end;
}
