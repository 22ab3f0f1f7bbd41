import type { Webcam } from './use-webcam.js';

/** The webcam's picture, mirrored as people expect of themselves, or why there is none. */
export function WebcamView({ webcam }: { readonly webcam: Webcam }) {
  const { state, video } = webcam;
  return (
    <>
      <video ref={video} className="webcam" autoPlay muted playsInline hidden={state !== 'on'} aria-label="Your webcam" />
      {state === 'refused' && <p className="hint" role="status">The browser was not allowed to use the camera. A photo works just as well.</p>}
      {state === 'absent' && <p className="hint" role="status">There is no camera to use here; browsers offer it on HTTPS and localhost only. A photo works just as well.</p>}
    </>
  );
}
