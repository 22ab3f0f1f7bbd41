import { useState } from 'react';
import { ProblemNote } from '../design/problem-note.js';
import { FileButton } from './file-button.js';
import { photoFromFile, photoFromVideo } from './photo.js';
import { PhotoThumb } from './photo-thumb.js';
import { SightingView } from './sighting-view.js';
import type { SightingControl } from './use-sighting.js';
import { useWebcam } from './use-webcam.js';
import { WebcamView } from './webcam-view.js';

/** Frames of one raise of the hand with a webcam: a few seconds. */
const WEBCAM_FRAMES = 6;

/** What the visitor has agreed to and chosen; it outlives a look at another tab. */
export interface Appearance {
  readonly agreed: boolean;
  readonly photo: Blob | null;
}

interface ShowMyselfProps {
  readonly control: SightingControl;
  readonly appearance: Appearance;
  readonly onAppearance: (appearance: Appearance) => void;
  readonly enrolled: boolean;
  readonly onEnrol: () => void;
}

export function ShowMyself({ control, appearance, onAppearance, enrolled, onEnrol }: ShowMyselfProps) {
  const { agreed, photo } = appearance;
  const webcam = useWebcam();
  const [unreadable, setUnreadable] = useState(false);
  const filmed = webcam.state === 'on';
  const ready = agreed && !control.sending && (filmed || photo !== null);

  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    webcam.stop();
    const jpeg = await photoFromFile(file);
    onAppearance({ agreed, photo: jpeg });
    setUnreadable(jpeg === null);
  };
  const raise = () => {
    const { current } = webcam.video;
    if (filmed && current !== null) control.raiseHand(() => photoFromVideo(current), WEBCAM_FRAMES);
    else control.raiseHand(() => Promise.resolve(photo), 1);
  };

  return (
    <div className="steps">
      <label className="check">
        <input type="checkbox" checked={agreed} onChange={(change) => onAppearance({ agreed: change.target.checked, photo })} />
        <span>The booth may look for my face when I raise my hand.</span>
        <small>Pictures are evaluated and gone within minutes. Nothing is sent before you press the button below.</small>
      </label>
      <fieldset disabled={!agreed} className="steps">
        <legend className="visually-hidden">Picture</legend>
        <div className="picture">
          <WebcamView webcam={webcam} />
          {!filmed && photo !== null && <PhotoThumb photo={photo} title="The photo you chose" />}
        </div>
        <div className="buttons">
          <button type="button" className="button" onClick={filmed ? webcam.stop : webcam.start}>{filmed ? 'Turn the camera off' : 'Use my camera'}</button>
          <FileButton label="Use a photo" onFiles={(files) => void choose(files[0])} />
        </div>
        {unreadable && <p className="hint" role="status">This file is not a picture that the browser can read.</p>}
        <button type="button" className="button primary" disabled={!ready} onClick={raise}>{control.sending ? 'Looking …' : 'I raise my hand'}</button>
      </fieldset>
      {control.problem !== null && <ProblemNote problem={control.problem} />}
      {control.sighting === null && !enrolled && <ForNewcomers onEnrol={onEnrol} />}
      {control.sighting !== null && (control.problem === null || control.sighting.framesSent > 0) && <SightingView sighting={control.sighting} before={control.before} />}
    </div>
  );
}

function ForNewcomers({ onEnrol }: { readonly onEnrol: () => void }) {
  return (
    <div className="steps newcomer">
      <p>Nobody knows you here yet, so you will see offers for everybody. To see your own:</p>
      <ol>
        <li><button type="button" className="link" onClick={onEnrol}>Enrol</button> with a few photos of you.</li>
        <li>Come back and raise your hand: the display turns to you.</li>
        <li>Buy something at your own till, raise your hand again, and watch the offers change.</li>
      </ol>
    </div>
  );
}
