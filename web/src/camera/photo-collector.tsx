import { useState } from 'react';
import { FileButton } from './file-button.js';
import { photoFromFile, photoFromVideo } from './photo.js';
import { PhotoThumb } from './photo-thumb.js';
import { useWebcam } from './use-webcam.js';
import { WebcamView } from './webcam-view.js';

const MOST_PHOTOS = 8;

interface PhotoCollectorProps {
  readonly photos: readonly Blob[];
  readonly onChange: (photos: readonly Blob[]) => void;
}

/** Three to eight photos, from the webcam or from files. */
export function PhotoCollector({ photos, onChange }: PhotoCollectorProps) {
  const webcam = useWebcam();
  const [unreadable, setUnreadable] = useState(0);
  const filmed = webcam.state === 'on';
  const add = (more: readonly (Blob | null)[]) => {
    const readable = more.filter((photo) => photo !== null);
    setUnreadable(more.length - readable.length);
    onChange([...photos, ...readable].slice(0, MOST_PHOTOS));
  };
  const shoot = async () => {
    if (webcam.video.current !== null) add([await photoFromVideo(webcam.video.current)]);
  };
  return (
    <fieldset className="steps">
      <legend className="step-title">Photos of you <span className="muted">({photos.length} of {MOST_PHOTOS})</span></legend>
      <p className="hint">Three or more, alone in the picture, in good light, turned a little differently each time.</p>
      <div className="picture"><WebcamView webcam={webcam} /></div>
      <div className="buttons">
        {filmed && <button type="button" className="button primary" disabled={photos.length >= MOST_PHOTOS} onClick={() => void shoot()}>Take a photo</button>}
        <button type="button" className="button" onClick={filmed ? webcam.stop : webcam.start}>{filmed ? 'Turn the camera off' : 'Use my camera'}</button>
        <FileButton label="Add photos" multiple onFiles={(files) => void Promise.all(files.map(photoFromFile)).then(add)} />
      </div>
      {unreadable > 0 && <p className="hint" role="status">{unreadable} of the files could not be read as a picture.</p>}
      {photos.length > 0 && (
        <ul className="photo-row">
          {photos.map((photo, index) => (
            <li key={`${index} ${photo.size}`}>
              <PhotoThumb photo={photo} title={`Photo ${index + 1}`} />
              <button type="button" className="photo-remove" aria-label={`Remove photo ${index + 1}`} onClick={() => onChange(photos.filter((other) => other !== photo))}>×</button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
