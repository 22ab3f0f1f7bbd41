import { describe, expect, it } from 'vitest';
import { nativeSettings } from './native-settings.js';

describe('settings of native runtimes', () => {
  it('share the cores out among the threads, one at least', () => {
    expect(nativeSettings(8, 3, null)).toMatchObject({ TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '1' });
    expect(nativeSettings(2, 5, null)).toMatchObject({ TF_NUM_INTRAOP_THREADS: '1' });
  });

  it('show one GPU where one is chosen, counted as nvidia-smi counts, and leave the rest alone', () => {
    expect(nativeSettings(8, 1, '3')).toMatchObject({ CUDA_VISIBLE_DEVICES: '3', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' });
    expect(nativeSettings(8, 1, null)).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
  });
});
