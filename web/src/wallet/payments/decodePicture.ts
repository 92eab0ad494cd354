/** What the browser has built in, where it has it. */
interface BarcodeReader {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

declare const BarcodeDetector: {
  new (options: { formats: string[] }): BarcodeReader;
  getSupportedFormats(): Promise<string[]>;
};

let builtIn: Promise<BarcodeReader | null> | undefined;

function builtInReader(): Promise<BarcodeReader | null> {
  builtIn ??= (async () => {
    if (!('BarcodeDetector' in globalThis)) return null;
    const formats = await BarcodeDetector.getSupportedFormats().catch((): string[] => []);
    return formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  })();
  return builtIn;
}

const canvas = () => document.createElement('canvas');

/** Reads a QR code off a camera's picture or a file; null when there is none in it. */
export async function decodePicture(source: HTMLVideoElement | ImageBitmap): Promise<string | null> {
  const reader = await builtInReader();
  if (reader) {
    try {
      const [found] = await reader.detect(source);
      if (found) return found.rawValue;
    } catch {
      // the built-in reader gave up on this picture: ours has a look
    }
  }
  const width = source instanceof HTMLVideoElement ? source.videoWidth : source.width;
  const height = source instanceof HTMLVideoElement ? source.videoHeight : source.height;
  if (width === 0 || height === 0) return null;
  // A large photo is read at the size that a reader needs, no larger.
  const scale = Math.min(1, 1200 / Math.max(width, height));
  const board = canvas();
  board.width = Math.round(width * scale);
  board.height = Math.round(height * scale);
  const context = board.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(source, 0, 0, board.width, board.height);
  const pixels = context.getImageData(0, 0, board.width, board.height);
  const { default: jsQr } = await import('jsqr');
  const found = jsQr(pixels.data, pixels.width, pixels.height);
  return found ? new TextDecoder().decode(Uint8Array.from(found.binaryData)) : null;
}
