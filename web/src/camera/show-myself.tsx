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

export function ShowMyself({ control }: { readonly control: SightingControl }) {
  const [agreed, setAgreed] = useState(false);
  const webcam = useWebcam();
  const [photo, setPhoto] = useState<Blob | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const filmed = webcam.state === 'on';
  const ready = agreed && !control.sending && (filmed || photo !== null);

  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    webcam.stop();
    const jpeg = await photoFromFile(file);
    setPhoto(jpeg);
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
        <input type="checkbox" checked={agreed} onChange={(change) => setAgreed(change.target.checked)} />
        <span>The booth may look for my face when I raise my hand.</span>
        <small>Pictures are evaluated and gone within minutes. Nothing is sent before you press the button below.</small>
      </label>
      <fieldset disabled={!agreed} className="steps">
        <legend className="visually-hidden">Picture</legend>
        <div className="picture">
          <WebcamView webcam={webcam} />
          {!filmed && photo !== null && <PhotoThumb photo={photo} title="The photo you chose" />}
        </div>
        {agreed && <div className="buttons">
          <button type="button" className="button" onClick={filmed ? webcam.stop : webcam.start}>{filmed ? 'Turn the camera off' : 'Use my camera'}</button>
          <FileButton label="Use a photo" onFiles={(files) => void choose(files[0])} />
        </div>}
        {unreadable && <p className="hint" role="status">This file is not a picture that the browser can read.</p>}
        <button type="button" className="button primary" disabled={!ready} onClick={raise}>{control.sending ? 'Looking …' : 'I raise my hand'}</button>
      </fieldset>
      {control.problem !== null && <ProblemNote problem={control.problem} />}
      {control.sighting !== null && <SightingView sighting={control.sighting} before={control.before} />}
    </div>
  );
}
