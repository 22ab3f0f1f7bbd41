import type { EnrolmentRefusal, PhotoDecision, PhotoReason } from '@vitrine/contracts';

const REFUSALS: Readonly<Record<EnrolmentRefusal, string>> = {
  NONE: '',
  NO_USABLE_PHOTO: 'None of the photos could be used.',
  CONSENT_MISSING: 'There is no live consent to recognition.',
  DUPLICATE_FACE: 'This face is already enrolled under another member number.',
  TOO_FEW_PHOTOS: 'Too few of the photos could be used; please send more.',
  NOT_LIVE: 'Not every pose asked for was seen. Start again, and turn your head a little further, with your whole face in the picture.',
  OTHER: 'The enrolment was refused.',
};

const PHOTO_REASONS: Readonly<Record<PhotoReason, string>> = {
  NONE: 'good',
  NO_FACE: 'no face found',
  TWO_FACES: 'more than one face',
  TOO_SMALL: 'face too small; come closer',
  TOO_BLURRED: 'blurred; hold still',
  TOO_DARK: 'too dark',
  UNREADABLE: 'could not be read',
  OUTLIER: 'does not look like the other photos',
  TOO_BRIGHT: 'too bright',
  TURNED_AWAY: 'turned away; look ahead',
  OCCLUDED: 'partly covered',
  PROMPT_NOT_FOLLOWED: 'not in the pose asked for',
  OTHER: 'not used',
};

export function refusalText(refusal: EnrolmentRefusal): string {
  return REFUSALS[refusal];
}

export function photoText({ accepted, reason }: PhotoDecision): string {
  return accepted ? PHOTO_REASONS.NONE : PHOTO_REASONS[reason];
}
