/** A decoded picture: RGB, 8 bits a channel, row by row from the top left corner. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** `width * height * 3` bytes. */
  readonly rgb: Uint8Array;
}

/** A point in pixels; (0, 0) is the centre of the top left pixel. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle as fractions of the picture's width and height, from the top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether the centre of `box` lies inside `zone`. */
export function centreInside(box: Box, zone: Box): boolean {
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  return x >= zone.x && x <= zone.x + zone.width && y >= zone.y && y <= zone.y + zone.height;
}

/** Side in pixels of the square with the box's area. */
export function sideInPixels(box: Box, picture: Pick<Picture, 'width' | 'height'>): number {
  return Math.sqrt(box.width * picture.width * box.height * picture.height);
}
