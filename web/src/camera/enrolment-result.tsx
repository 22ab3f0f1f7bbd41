import type { Enrolment } from '../api/enrolments.js';
import { photoText, refusalText } from './enrolment-words.js';

export function EnrolmentResult({ enrolment }: { readonly enrolment: Enrolment }) {
  const { status, refusal = 'NONE', photos = [] } = enrolment;
  const accepted = status === 'accepted';
  return (
    <div className="result" data-good={accepted}>
      <p><strong>{accepted ? 'You are enrolled.' : 'Not enrolled.'}</strong> {accepted ? 'Raise your hand at the booth: “Show myself”.' : refusalText(refusal)}</p>
      <ol className="photo-results">
        {photos.map((photo, index) => <li key={index} data-good={photo.accepted}>Photo {index + 1}: {photoText(photo)}</li>)}
      </ol>
    </div>
  );
}
