import { describe, expect, it } from 'vitest';
import { LatestOnly } from './latest-only.js';

/** Tasks that end when told to, and tell in which order they began. */
class Tasks {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, (error?: Error) => void>();

  task(name: string): () => Promise<void> {
    return () => new Promise((resolve, reject) => {
      this.begun.push(name);
      this.ends.set(name, (error) => (error === undefined ? resolve() : reject(error)));
    });
  }

  end(name: string, error?: Error): void {
    this.ends.get(name)?.(error);
  }
}

describe('the latest only', () => {
  it('runs one at a time for a key, and of those that wait only the latest', async () => {
    const tasks = new Tasks();
    const latest = new LatestOnly();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => latest.run('booth', tasks.task(name)));
    expect(await b).toBe('superseded');
    expect(tasks.begun).toEqual(['a']);
    tasks.end('a');
    expect(await a).toBe('done');
    expect(tasks.begun).toEqual(['a', 'c']);
    tasks.end('c');
    expect(await c).toBe('done');
  });

  it('keeps keys apart', () => {
    const tasks = new Tasks();
    const latest = new LatestOnly();
    void latest.run('one', tasks.task('a'));
    void latest.run('two', tasks.task('b'));
    expect(tasks.begun).toEqual(['a', 'b']);
  });

  it('goes on with the waiting one after a failure, and tells each its own', async () => {
    const tasks = new Tasks();
    const latest = new LatestOnly();
    const a = latest.run('booth', tasks.task('a'));
    const b = latest.run('booth', tasks.task('b'));
    tasks.end('a', new Error('no log'));
    await expect(a).rejects.toThrow('no log');
    tasks.end('b', new Error('still none'));
    await expect(b).rejects.toThrow('still none');
    const c = latest.run('booth', tasks.task('c'));
    tasks.end('c');
    expect(await c).toBe('done');
  });
});
