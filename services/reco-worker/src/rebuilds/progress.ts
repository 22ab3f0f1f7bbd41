/** Told what share is done, 0 to 1. */
export type Progress = (share: number) => void;

/** Progress of a part that begins and ends at these shares of the whole. */
export function part(whole: Progress, from: number, to: number): Progress {
  return (share) => whole(from + share * (to - from));
}
