import type { Answer } from './answer.js';
import { sendForJson } from './request.js';
import { boothPath, type Place } from './slates.js';

export interface Frame {
  readonly jpeg: Blob;
  readonly sessionId: string;
  /** From 0. */
  readonly sequence: number;
  readonly capturedAt: string;
  /** When the visitor raised the hand. */
  readonly gestureAt: string;
  /** A chosen photograph stands for itself; a camera's pictures decide together. */
  readonly source: 'camera' | 'upload';
}

export interface FrameAnswer {
  readonly eventId: string;
  /** True where a newer frame took this one's place. */
  readonly superseded?: boolean;
}

export function postFrame(place: Place, frame: Frame): Promise<Answer<FrameAnswer>> {
  return sendForJson(boothPath(place, 'frames'), {
    method: 'POST',
    body: frame.jpeg,
    headers: {
      'Content-Type': 'image/jpeg',
      'Vitrine-Session': frame.sessionId,
      'Vitrine-Sequence': String(frame.sequence),
      'Vitrine-Captured-At': frame.capturedAt,
      'Vitrine-Source': frame.source,
      'Vitrine-Trigger': 'gesture',
      'Vitrine-Trigger-At': frame.gestureAt,
    },
  });
}
