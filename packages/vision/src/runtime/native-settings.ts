/**
 * What native runtimes read from the environment of the process when they load (a worker thread's copy is not seen): cores shared out among `threads` inference
 * threads, so that they do not fight, no start-up chatter, and the GPU that is seen.
 * @param cores of the machine
 * @param device index or UUID of the GPU to use; null: the first
 */
export function nativeSettings(cores: number, threads: number, device: string | null): Readonly<Record<string, string>> {
  const share = String(Math.max(1, Math.floor(cores / threads)));
  const gpu: Record<string, string> = device === null ? {} : { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: device };
  return { TF_NUM_INTRAOP_THREADS: share, TF_NUM_INTEROP_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '2', ...gpu };
}
