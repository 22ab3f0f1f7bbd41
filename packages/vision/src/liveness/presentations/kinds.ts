import { AT_REST, type Pose, type Shown } from './render.js';
import { bent, flat, head, type Surface } from './surfaces.js';

/** What is presented to the camera, and how it moves. */
export interface PresentationKind {
  readonly name: string;
  readonly attack: boolean;
  readonly surface: Surface;
  readonly finish: Shown['finish'];
  /** Root mean square of the motion: degrees to the sides and up, degrees about the line of sight, pixels, share of the size. */
  readonly sway: readonly [yaw: number, pitch: number, roll: number, shift: number, scale: number];
  /** Whether eyes blink and the mouth moves. */
  readonly alive: boolean;
  /** Whether what is shown is a recording of a living, moving head on a screen. */
  readonly recorded: boolean;
  /** Whether it tries to follow a challenge by turning this many degrees; 0: it does not. */
  readonly follows: number;
}

const still = [0, 0, 0, 0, 0] as const;
const held = [4, 4, 2.5, 6, 0.02] as const;
const moving = [8, 4, 2.5, 8, 0.03] as const;
const print = { attack: true, surface: flat, finish: 'print', alive: false, recorded: false, follows: 0 } as const;
const live = { attack: false, surface: head, finish: 'bare', alive: true, recorded: false, follows: 0 } as const;

/** Living faces, and the attacks of ISO/IEC 30107-3 that need no more than a picture of the member. */
export const PRESENTATION_KINDS: readonly PresentationKind[] = [
  { ...live, name: 'still', sway: [2, 1.2, 1, 3, 0.01] },
  { ...live, name: 'moving', sway: moving },
  { ...live, name: 'guided', sway: [1.5, 1.5, 1, 3, 0.01], follows: 20 },
  { ...print, name: 'print-on-a-stand', sway: still },
  { ...print, name: 'print-held', sway: held },
  { ...print, name: 'print-waved', sway: [28, 10, 4, 10, 0.05] },
  { ...print, name: 'print-bent', surface: bent, sway: [12, 5, 3, 8, 0.03] },
  { ...print, name: 'print-eyes-cut', alive: true, sway: held },
  { ...print, name: 'screen-photo', finish: 'screen', sway: held },
  { ...print, name: 'screen-video', finish: 'screen', sway: held, recorded: true },
  { ...print, name: 'guided-print', sway: [1.5, 1.5, 1, 3, 0.01], follows: 30 },
  { ...print, name: 'guided-print-bent', surface: bent, sway: [1.5, 1.5, 1, 3, 0.01], follows: 30 },
];

/** Smooth motion of a kind: sums of sines of random phases and speeds. */
export function motionOf({ sway: [yaw, pitch, roll, shift, scale], alive }: Pick<PresentationKind, 'sway' | 'alive'>, random: () => number): (seconds: number) => Pose {
  const degree = Math.PI / 180;
  const [yaws, pitches, rolls, xs, ys, scales, mouths] = [yaw * degree, pitch * degree, roll * degree, shift, shift, scale, alive ? 0.3 : 0].map((size) => wander(size, random)) as [Wander, Wander, Wander, Wander, Wander, Wander, Wander];
  const blinkAt = random() * 4;
  return (seconds) => ({
    ...AT_REST,
    yaw: yaws(seconds), pitch: pitches(seconds), roll: rolls(seconds), x: xs(seconds), y: ys(seconds), scale: 1 + scales(seconds), mouth: Math.max(0, mouths(seconds)),
    blink: alive ? Math.max(0, 1 - Math.abs((seconds % 4) - blinkAt) / 0.18) : 0,
  });
}

type Wander = (seconds: number) => number;

function wander(size: number, random: () => number): Wander {
  const waves = Array.from({ length: 3 }, () => ({ hertz: 0.15 + random() * 0.6, phase: random() * 2 * Math.PI, weight: 0.4 + random() * 0.6 }));
  const norm = Math.sqrt(waves.reduce((sum, { weight }) => sum + weight ** 2 / 2, 0));
  return (seconds) => (size / norm) * waves.reduce((sum, { hertz, phase, weight }) => sum + weight * Math.sin(2 * Math.PI * hertz * seconds + phase), 0);
}
