/** How far a surface stands out at a place, in eye distances, from the middle between the eyes: towards the camera is positive. */
export type Surface = (x: number, y: number) => number;

export const flat: Surface = () => 0;

/** A sheet bent about its upright axis. */
export const bent: Surface = (x) => -0.12 * x * x;

/** An ellipsoid with a nose: no head in particular. */
export const head: Surface = (x, y) => {
  const inside = 1 - (x / 1.25) ** 2 - ((y - 0.45) / 1.7) ** 2;
  const skull = inside > 0.05 ? Math.sqrt(inside) : 0.2236 + (inside - 0.05) * 1.2;
  return Math.max(-1, skull - 1) + bump(x / 0.2, (y - 0.62) / 0.26, 0.33) + bump(x / 0.14, (y - 0.3) / 0.3, 0.12);
};

function bump(x: number, y: number, height: number): number {
  return height * Math.exp(-x * x - y * y);
}
