/** Longest side that is sent: enough for a face at arm's length, and far below the limits of the platform. */
const LONGEST_SIDE_PX = 1280;
const JPEG_QUALITY = 0.9;

/** Size with the longest side brought down to `limit`; smaller pictures stay as they are. */
export function fitWithin(width: number, height: number, limit: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, limit / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The picture as a JPEG that the platform takes, upright; null where the browser cannot read it. */
export async function photoFromFile(file: Blob): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file);
    const jpeg = await drawJpeg(bitmap, bitmap.width, bitmap.height);
    bitmap.close();
    return jpeg;
  } catch {
    return null;
  }
}

/** What the webcam sees now; null before it has a picture. */
export async function photoFromVideo(video: HTMLVideoElement): Promise<Blob | null> {
  return video.videoWidth === 0 ? null : drawJpeg(video, video.videoWidth, video.videoHeight);
}

async function drawJpeg(picture: CanvasImageSource, width: number, height: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fitWithin(width, height, LONGEST_SIDE_PX));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
}
