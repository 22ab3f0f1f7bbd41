import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

export type WebcamState = 'off' | 'asking' | 'on' | 'refused' | 'absent';

export interface Webcam {
  readonly state: WebcamState;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly start: () => void;
  readonly stop: () => void;
}

const WISHES: MediaStreamConstraints = { audio: false, video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 } } };

/** The visitor's own webcam; off until asked for, off again when the page part goes away. */
export function useWebcam(): Webcam {
  const [state, setState] = useState<WebcamState>('off');
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const left = useRef(false);

  const release = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = null;
  }, []);
  const stop = useCallback(() => {
    release();
    setState('off');
  }, [release]);
  const start = useCallback(() => {
    setState('asking');
    void openWebcam().then((opened) => {
      if (typeof opened === 'string') return setState(opened);
      stream.current = opened;
      if (left.current) return release();
      if (video.current !== null) video.current.srcObject = opened;
      return setState('on');
    });
  }, [release]);

  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
      release();
    };
  }, [release]);
  return { state, video, start, stop };
}

/** Browsers offer the webcam on HTTPS and on localhost only. */
async function openWebcam(): Promise<MediaStream | 'refused' | 'absent'> {
  if (!('mediaDevices' in navigator)) return 'absent';
  try {
    return await navigator.mediaDevices.getUserMedia(WISHES);
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'absent';
  }
}
