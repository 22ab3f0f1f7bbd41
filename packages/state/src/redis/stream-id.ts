const STREAM_ID = /^\d{1,18}-\d{1,18}$/;

/** Before every entry. */
export const STREAM_START = '0-0';

/** Whether the text can be the id of an entry; ids come back from displays, so they may be anything. */
export function isStreamId(text: string): boolean {
  return STREAM_ID.test(text);
}

/** Order of two entries of a stream: negative when `a` is the earlier one. */
export function compareStreamIds(a: string, b: string): number {
  const [aTime = '', aSequence = ''] = a.split('-');
  const [bTime = '', bSequence = ''] = b.split('-');
  return Number(BigInt(aTime) - BigInt(bTime)) || Number(BigInt(aSequence) - BigInt(bSequence));
}
