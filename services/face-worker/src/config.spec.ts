import { describe, expect, it } from 'vitest';
import { FaceWorkerModule } from './app.module.js';

describe('the settings of the face worker', () => {
  it('know three ways to ask for life, and refuse any other at the start', () => {
    for (const choice of ['off', 'passive', 'required']) expect(() => FaceWorkerModule.from({ VITRINE_FACE_LIVENESS: choice })).not.toThrow();
    expect(() => FaceWorkerModule.from({ VITRINE_FACE_LIVENESS: 'maybe' })).toThrow(/VITRINE_FACE_LIVENESS/);
  });
});
