import { describe, expect, it } from 'vitest';
import { embedReport } from './embed-report.js';
import { openProgram } from './measured-program.js';

const costs = (ms1: number, ms8: number) => new Map([[1, [ms1, ms1 * 9, ms1].map((cpuMs) => ({ cpuMs, wallMs: cpuMs + 1 }))], [8, [{ cpuMs: ms8, wallMs: ms8 }]]]);

describe('the bench of embedding', () => {
  it('compares medians an image, ours over the peer, and takes the best runtime at each batch size', () => {
    const report = embedReport(new Map([['wasm', costs(100, 100)], ['onnx', costs(50, 200)]]), new Map([['peer', costs(200, 50)]]));
    expect(report.ours).toEqual({ 1: 50, 8: 100 });
    expect(report.peers).toEqual({ peer: { 1: 200, 8: 50 } });
    expect(report.ratio).toEqual({ peer: { 1: 0.25, 8: 2 } });
    expect(report.runtimes).toMatchObject({ onnx: { cpuMs: { 1: 50, 8: 200 }, bestWallMs: { 1: 51, 8: 200 }, ratio: { peer: { 1: 0.25, 8: 4 } } } });
  });

  it('needs no peer', () => {
    expect(embedReport(new Map([['wasm', costs(100, 100)]]), new Map())).toMatchObject({ ours: { 1: 100, 8: 100 }, peers: {}, ratio: {} });
  });

  it('speaks with a program, and tells its last words when it does not come up', async () => {
    const script = `console.log('{"version":"v","vector":[1]}'); process.stdin.on('data', (line) => console.log(JSON.stringify({ cpuMs: Number(String(line).split(' ')[0]), wallMs: Number(String(line).split(' ')[1]) })));`;
    const program = await openProgram(process.execPath, ['-e', script], {});
    expect(program.version).toBe('v');
    expect(await program.embed(7, 3)).toEqual({ cpuMs: 7, wallMs: 3 });
    await program.close();
    await expect(openProgram(process.execPath, ['-e', `process.stderr.write('noise\\nno such runtime\\n'); process.exitCode = 1;`], {})).rejects.toThrow('no such runtime');
  });
});
