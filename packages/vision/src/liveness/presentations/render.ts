import type { Picture, Point } from '../../picture/picture.js';
import { flat, type Surface } from './surfaces.js';

/** How a face is held before the camera. Angles in radians; LEFT of the person is a positive yaw. */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Pixels off the middle. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** 0: eyes open; 1: shut. 0: mouth shut; 1: open. */
  readonly blink: number;
  readonly mouth: number;
}

export const AT_REST: Pose = { yaw: 0, pitch: 0, roll: 0, x: 0, y: 0, scale: 1, blink: 0, mouth: 0 };

/** What is shown: a photograph on a surface, with the eyes of the face in it. */
export interface Shown {
  readonly photo: Picture;
  readonly eyes: readonly [Point, Point];
  readonly surface: Surface;
  readonly finish: 'bare' | 'print' | 'screen';
}

const [WIDTH, HEIGHT] = [320, 240];
/** Eye distance in pixels, and from the camera in eye distances: a booth's visitor at somewhat more than half a metre. */
const EYE_PX = 44;
const AWAY = 9;
/** Heads and hands turn about the middle of a face. */
const PIVOT_Y = 0.45;

interface Ray { readonly x: number; readonly y: number; readonly z: number }

/** One frame of a camera with sensor noise. Eyes shut and mouths open by moving the skin of the photograph; what a head hides and shows by turning is stretched out of it. */
export function render({ photo, eyes: [left, right], surface, finish }: Shown, pose: Pose, wall: readonly [number, number, number], random: () => number): Picture {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  const [ax, ay] = [right.x - left.x, right.y - left.y];
  const focal = EYE_PX * pose.scale * AWAY;
  const turn = rotation(pose);
  for (let v = 0; v < HEIGHT; v++) {
    for (let u = 0; u < WIDTH; u++) {
      const place = hit(surface, turn, { x: (u - WIDTH / 2 - pose.x) / focal, y: (v - HEIGHT / 2 - pose.y) / focal, z: 1 });
      const skin = moved(place, pose);
      const at = { x: (left.x + right.x) / 2 + skin.x * ax - skin.y * ay, y: (left.y + right.y) / 2 + skin.x * ay + skin.y * ax };
      const inside = at.x >= 0 && at.y >= 0 && at.x < photo.width - 1 && at.y < photo.height - 1;
      const rim = finish === 'screen' && !inside && Math.abs(at.x - photo.width / 2) < photo.width * 0.6 && Math.abs(at.y - photo.height / 2) < photo.height * 0.6;
      for (let c = 0; c < 3; c++) {
        const value = inside ? finished(bilinear(photo, at, c), finish, u, v) : rim ? 15 : wall[c]! + 14 * Math.sin(u / 37 + c) + 11 * Math.sin(v / 23);
        rgb[(v * WIDTH + u) * 3 + c] = Math.max(0, Math.min(255, value + (random() + random() + random() - 1.5) * 4));
      }
    }
  }
  return { width: WIDTH, height: HEIGHT, rgb };
}

/** Where a ray from the camera meets the turned surface, by repeated intersection with a plane of the height found last. */
function hit(surface: Surface, [r0, r1, r2, r3, r4, r5, r6, r7, r8]: readonly number[], ray: Ray): Point {
  const way = { x: r0! * ray.x + r3! * ray.y + r6! * ray.z, y: r1! * ray.x + r4! * ray.y + r7! * ray.z, z: r2! * ray.x + r5! * ray.y + r8! * ray.z };
  let [x, y, height] = [0, 0, 0];
  for (let step = 0; step < (surface === flat ? 1 : 5); step++) {
    const far = (AWAY * r8! - height) / way.z;
    [x, y] = [far * way.x - AWAY * r6!, far * way.y - AWAY * r7! + PIVOT_Y];
    height = surface(x, y);
  }
  return { x, y };
}

function rotation({ yaw, pitch, roll }: Pose): readonly number[] {
  const [cy, sy, cp, sp, cr, sr] = [Math.cos(yaw), Math.sin(-yaw), Math.cos(pitch), Math.sin(pitch), Math.cos(roll), Math.sin(roll)];
  return [cr * cy - sr * sp * sy, -sr * cp, cr * sy + sr * sp * cy, sr * cy + cr * sp * sy, cr * cp, sr * sy - cr * sp * cy, -cp * sy, sp, cp * cy];
}

function moved({ x, y }: Point, { blink, mouth }: Pose): Point {
  let from = y;
  for (const eye of blink > 0 ? [-0.5, 0.5] : []) {
    const [across, down] = [(x - eye) / 0.24, y / 0.11];
    if (Math.abs(across) < 1 && down > -1.2 && down < 1) from = y - (1 - across * across) * blink * 0.13 * (down < 0.6 ? 1 : (1 - down) / 0.4);
  }
  const below = y - 1.1;
  if (mouth > 0 && below > 0 && below < 0.9) from = y - mouth * 0.12 * Math.exp(-((x / 0.6) ** 2)) * Math.min(1, below / 0.1) * (1 - below / 0.9);
  return { x, y: from };
}

function finished(value: number, finish: Shown['finish'], u: number, v: number): number {
  if (finish === 'print') return 20 + value * 0.82;
  if (finish === 'bare') return value;
  return 255 * (value / 255) ** 0.85 * (1 + 0.06 * Math.sin(2 * Math.PI * (u * 0.31 + v * 0.07)) * Math.sin(2 * Math.PI * v * 0.29));
}

function bilinear({ width, rgb }: Picture, { x, y }: Point, channel: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (top * width + left) * 3 + channel;
  const [across, down] = [x - left, y - top];
  return (rgb[at]! * (1 - across) + rgb[at + 3]! * across) * (1 - down) + (rgb[at + 3 * width]! * (1 - across) + rgb[at + 3 * width + 3]! * across) * down;
}
