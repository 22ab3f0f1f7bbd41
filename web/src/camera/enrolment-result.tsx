import type { Enrolment, Pose } from '../api/enrolments.js';
import { photoText, refusalText } from './enrolment-words.js';
import { POSE_NAMES } from './guided-shots.js';

interface EnrolmentResultProps {
  readonly enrolment: Enrolment;
  /** What was asked for at each picture; empty for photos of the person's choice. */
  readonly poses: readonly Pose[];
}

export function EnrolmentResult({ enrolment, poses }: EnrolmentResultProps) {
  const { status, refusal = 'NONE', photos = [] } = enrolment;
  const accepted = status === 'accepted';
  const name = (index: number): string => {
    const pose = poses[index];
    return pose === undefined ? `Photo ${index + 1}` : `Picture ${index + 1}, ${POSE_NAMES[pose]}`;
  };
  return (
    <div className="result" data-good={accepted}>
      <p><strong>{accepted ? 'You are enrolled.' : 'Not enrolled.'}</strong> {accepted ? 'Raise your hand at the booth: “Show myself”.' : refusalText(refusal)}</p>
      <ol className="photo-results">
        {photos.map((photo, index) => <li key={index} data-good={photo.accepted}>{name(index)}: {photoText(photo)}</li>)}
      </ol>
    </div>
  );
}
