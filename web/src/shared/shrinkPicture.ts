const LONGEST_EDGE = 1_280;
/** For what is to be read, not only looked at. */
export const READABLE_EDGE = 2_048;
const MOST_BYTES = 1_000_000;
const QUALITIES = [0.85, 0.7, 0.5];

/** How large a picture is drawn: as it is, or with its longer edge as long as may be. */
export function drawnSize(width: number, height: number, longestEdge = LONGEST_EDGE): { width: number; height: number } {
  const scale = Math.min(1, longestEdge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Any picture that the browser can open, drawn anew as a small JPEG; null for a file that is none. */
export async function shrinkPicture(file: Blob, longestEdge = LONGEST_EDGE): Promise<Blob | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const canvas = document.createElement('canvas');
  const { width, height } = drawnSize(picture.width, picture.height, longestEdge);
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  for (const quality of QUALITIES) {
    const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (jpeg && jpeg.size <= MOST_BYTES) return jpeg;
  }
  return null;
}

/** Its bytes as the API takes them. */
export async function base64(blob: Blob): Promise<string> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  return url.slice(url.indexOf(',') + 1);
}
