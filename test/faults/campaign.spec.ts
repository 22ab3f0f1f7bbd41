import { expect, it, type TestContext } from 'vitest';
import { VitrineProcess } from '../e2e/vitrine-process.js';
import { describeWithPlatform } from '../provided.js';

/** Far more than a campaign takes on a quiet machine. */
const PATIENCE_MS = 600_000;

interface Report {
  readonly acknowledged: number;
  readonly faults: number;
  readonly lost: number;
  readonly appliedTwice: number;
  readonly deadLettersExact: boolean;
  readonly stateEqual: boolean;
  readonly orderPerKey: boolean;
  readonly refused: number;
  readonly differences: readonly string[];
}

/** What a campaign found. It has servers of its own, as processes; where these cannot be had the test is skipped and says why. */
async function campaign(context: TestContext, ...options: readonly string[]): Promise<Report> {
  const run = VitrineProcess.start(['faults', 'run', '--seed', '11', ...options, '--json'], {});
  try {
    return JSON.parse(await run.result()) as Report;
  } catch (error) {
    const missing = /\S+ for tests is not available here.*/.exec(run.words)?.[0];
    return missing === undefined ? Promise.reject(error as Error) : context.skip(missing);
  }
}

const KEPT = { lost: 0, appliedTwice: 0, deadLettersExact: true, stateEqual: true, orderPerKey: true, refused: 0, differences: [] };

describeWithPlatform('a short campaign of faults', () => {
  it('costs no acknowledged event and applies none twice on Kafka and Redis', async (context) => {
    const kinds = 'worker-killed-at-failpoint,worker-frozen,broker-killed,redis-emptied,redis-older-snapshot,poison';
    const report = await campaign(context, '--events', '1200', '--rate', '12', '--faults', '6', '--kinds', kinds, '--session-timeout', '4000');
    expect(report).toMatchObject({ ...KEPT, faults: 6 });
    expect(report.acknowledged).toBeGreaterThan(1000);
  }, PATIENCE_MS);

  it('costs no acknowledged event and applies none twice when the one process of the embedded platform is killed', async (context) => {
    const report = await campaign(context, '--mode', 'embedded', '--events', '600', '--rate', '12', '--faults', '4', '--kinds', 'process-killed,process-killed-at-failpoint,full-disk,unknown-schema');
    expect(report).toMatchObject({ ...KEPT, faults: 4 });
    expect(report.acknowledged).toBeGreaterThan(400);
  }, PATIENCE_MS);
});
