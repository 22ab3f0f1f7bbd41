import { Injectable } from '@nestjs/common';
import type { FrameCaptured } from '@vitrine/contracts';
import { BoothTracks, type StateWrite } from '@vitrine/state';
import { NEW_TRACK, type Track } from '@vitrine/vision';

/** Reads and writes what the frames of each booth's newest session told so far. */
@Injectable()
export class BoothStays {
  constructor(private readonly tracks: BoothTracks) {}

  /** Tracks of the booths of these frames, as they stood after the frames before. */
  async of(frames: readonly FrameCaptured[]): Promise<OpenStays> {
    const booths = new Map(frames.map((frame) => [boothKey(frame), frame]));
    const held = await Promise.all([...booths.values()].map(async (frame) => this.tracks.get(frame)));
    const stays = [...booths.keys()].flatMap((key, index): [string, Stay][] => {
      const track = held[index];
      return track == null ? [] : [[key, { sessionId: track.sessionId, track: track.track as Track, frame: null }]];
    });
    return new OpenStays(new Map(stays));
  }

  writes(stays: OpenStays): StateWrite[] {
    return stays.changed().map(({ frame, track }) => this.tracks.put({ chainId: frame.chainId, storeId: frame.storeId, boothId: frame.boothId }, { sessionId: frame.sessionId, lastSeenAtMs: frame.capturedAtMs, track }));
  }
}

interface Stay {
  readonly sessionId: string;
  readonly track: Track;
  /** The newest frame of this batch; null while there was none. */
  readonly frame: FrameCaptured | null;
}

/** Stays of several booths while a batch is folded into them. */
export class OpenStays {
  constructor(private readonly stays: Map<string, Stay>) {}

  /** The track before this frame; another session begins anew. */
  before(frame: FrameCaptured): Track {
    const stay = this.stays.get(boothKey(frame));
    return stay?.sessionId === frame.sessionId ? stay.track : NEW_TRACK;
  }

  after(frame: FrameCaptured, track: Track): void {
    this.stays.set(boothKey(frame), { sessionId: frame.sessionId, track, frame });
  }

  changed(): { readonly frame: FrameCaptured; readonly track: Track }[] {
    return [...this.stays.values()].flatMap(({ frame, track }) => (frame === null ? [] : [{ frame, track }]));
  }
}

function boothKey({ storeId, boothId }: FrameCaptured): string {
  return `${storeId}:${boothId}`;
}
