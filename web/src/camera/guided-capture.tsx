import { useEffect, useRef, useState } from 'react';
import { ProblemNote } from '../design/problem-note.js';
import { announcement, POSE_NAMES, POSE_SIGNS, POSE_WORDS, poseAsked, type GuidedShots } from './guided-shots.js';
import { PhotoThumb } from './photo-thumb.js';
import { useGuidedShots } from './use-guided-shots.js';
import { useWebcam, type Webcam } from './use-webcam.js';
import { WebcamView } from './webcam-view.js';

const EVERY_MS = 3000;

interface GuidedCaptureProps {
  readonly memberId: string;
  /** Pictures so far; null before a challenge is there. */
  readonly onChange: (guided: GuidedShots | null) => void;
}

/** Pictures at the camera, in poses and an order that the platform asks for: a photograph of somebody cannot follow them. */
export function GuidedCapture({ memberId, onChange }: GuidedCaptureProps) {
  const webcam = useWebcam();
  const control = useGuidedShots(memberId, onChange);
  const { guided } = control;
  const filmed = webcam.state === 'on';
  const begin = () => {
    if (!filmed) webcam.start();
    control.begin();
  };
  return (
    <fieldset className="steps">
      <legend className="step-title">Pictures of you, at the camera</legend>
      <p className="hint">Five pictures. You are asked to look ahead or to turn your head, in an order that is new each time, so that nobody can enrol you with a picture of you.</p>
      <div className="picture guided" data-asked={guided === null ? undefined : (poseAsked(guided) ?? 'done')}>
        <WebcamView webcam={webcam} />
        {filmed && guided !== null && <Asked guided={guided} />}
      </div>
      {filmed && guided !== null && <Shutter key={guided.challenge.challengeId} guided={guided} webcam={webcam} onShoot={control.shoot} />}
      {guided !== null && <Progress guided={guided} />}
      <div className="buttons">
        <button type="button" className="button" disabled={webcam.state === 'asking'} onClick={begin}>{guided === null ? 'Start with my camera' : 'Start again'}</button>
        {filmed && <button type="button" className="button" onClick={webcam.stop}>Turn the camera off</button>}
      </div>
      <p className="visually-hidden" aria-live="assertive">{filmed && guided !== null && announcement(guided)}</p>
      {control.problem !== null && <ProblemNote problem={control.problem} />}
    </fieldset>
  );
}

/** What is asked for now, over the picture; it is read aloud elsewhere. */
function Asked({ guided }: { readonly guided: GuidedShots }) {
  const asked = poseAsked(guided);
  return asked === null ? null : <p className="guided-asked" aria-hidden="true"><span className="guided-sign">{POSE_SIGNS[asked]}</span> {POSE_WORDS[asked]}</p>;
}

interface ShutterProps {
  readonly guided: GuidedShots;
  readonly webcam: Webcam;
  readonly onShoot: (video: HTMLVideoElement | null) => void;
}

/** One takes each picture oneself, or has them taken; nobody is hurried unless they asked for it. */
function Shutter({ guided, webcam, onShoot }: ShutterProps) {
  const [byItself, setByItself] = useState(false);
  const asked = poseAsked(guided);
  const shoot = useRef(onShoot);
  useEffect(() => {
    shoot.current = onShoot;
  }, [onShoot]);
  useEffect(() => {
    const timer = byItself && asked !== null ? setTimeout(() => shoot.current(webcam.video.current), EVERY_MS) : undefined;
    return () => clearTimeout(timer);
  }, [byItself, asked, guided.shots.length, webcam.video]);
  if (asked === null) return null;
  return (
    <div className="buttons guided-shutter">
      <button type="button" className="button primary" autoFocus onClick={() => onShoot(webcam.video.current)}>Take picture {guided.shots.length + 1} of {guided.challenge.prompts.length}</button>
      <label className="check">
        <input type="checkbox" checked={byItself} onChange={({ target }) => setByItself(target.checked)} />
        <span>Take them by themselves, every three seconds</span>
      </label>
    </div>
  );
}

function Progress({ guided: { challenge, shots } }: { readonly guided: GuidedShots }) {
  return (
    <ol className="guided-progress">
      {challenge.prompts.map((pose, index) => {
        const shot = shots[index];
        return (
          <li key={index} data-done={shot !== undefined} aria-current={index === shots.length ? 'step' : undefined}>
            {shot === undefined ? <span className="guided-sign" aria-hidden="true">{POSE_SIGNS[pose]}</span> : <PhotoThumb photo={shot} title={`Picture ${index + 1}, ${POSE_NAMES[pose]}`} />}
            <span>{POSE_NAMES[pose]}</span>
          </li>
        );
      })}
    </ol>
  );
}
