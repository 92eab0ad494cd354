import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/start';

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector } | undefined;

const LOOKS_PER_SECOND = 8;

/** Looks through the camera until a code is seen. The browser's own detector reads barcodes too; without it, QR codes only. */
export function CameraScanner({ onRead, refused }: { onRead: (text: string) => void; refused: string }) {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const tell = useRef(onRead);
  tell.current = onRead;

  useEffect(() => {
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;

    async function start() {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const screen = video.current;
      if (over || !screen) return stop();
      screen.srcObject = stream;
      await screen.play();
      const look = await reader(screen);
      const again = async () => {
        if (over) return;
        const text = await look().catch(() => undefined);
        if (over) return;
        if (text) tell.current(text);
        timer = setTimeout(again, 1000 / LOOKS_PER_SECOND);
      };
      void again();
    }

    function stop() {
      over = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    }

    if (navigator.mediaDevices) start().catch(() => !over && setFailed(true));
    else setFailed(true);
    return stop;
  }, []);

  if (failed) {
    return (
      <p role="alert" className="problem">
        {refused}
      </p>
    );
  }
  return <video ref={video} muted playsInline aria-label={t('payCode.camera')} style={{ width: '100%', borderRadius: 12, background: '#1D1B1A', aspectRatio: '4 / 3', objectFit: 'cover' }} />;
}

async function reader(screen: HTMLVideoElement): Promise<() => Promise<string | undefined>> {
  if (typeof BarcodeDetector !== 'undefined') {
    const detector = new BarcodeDetector({ formats: ['qr_code', 'code_128'] });
    return async () => (await detector.detect(screen))[0]?.rawValue;
  }
  const { default: jsQR } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async () => {
    if (!context || screen.videoWidth === 0) return undefined;
    canvas.width = screen.videoWidth;
    canvas.height = screen.videoHeight;
    context.drawImage(screen, 0, 0);
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(image.data, image.width, image.height)?.data;
  };
}
