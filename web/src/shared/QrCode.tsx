import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

qrcode.stringToBytes = (text) => [...new TextEncoder().encode(text)];

/** A QR code as one SVG path, black on white whatever stands around it; with the coin in its middle if asked. */
export function QrCode({ text, size = 220, label, coin = false }: { text: string; size?: number; label: string; coin?: boolean }) {
  const { path, modules } = useMemo(() => draw(text), [text]);
  const edge = modules + 8;
  const middle = edge / 2;
  return (
    <svg width={size} height={size} viewBox={`0 0 ${edge} ${edge}`} shapeRendering="crispEdges" role="img" aria-label={label} data-text={text}>
      <rect width={edge} height={edge} fill="#fff" />
      <path d={path} fill="#1D1B1A" />
      {coin && (
        <svg x={middle - 3.5} y={middle - 3.5} width={7} height={7} viewBox="-10 -10 120 120" shapeRendering="auto" fillRule="evenodd">
          <rect x="-10" y="-10" width="120" height="120" fill="#fff" />
          <path fill="#B3261E" d="M50 2a48 48 0 1 1 0 96a48 48 0 0 1 0-96zm0 9a39 39 0 1 0 0 78a39 39 0 0 0 0-78z" />
          <path fill="#B3261E" d="M50 14a36 36 0 1 1 0 72a36 36 0 0 1 0-72zM34 34v32h32V34z" />
        </svg>
      )}
    </svg>
  );
}

function draw(text: string): { path: string; modules: number } {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const modules = code.getModuleCount();
  let path = '';
  for (let row = 0; row < modules; row++) {
    for (let column = 0; column < modules; column++) {
      if (!code.isDark(row, column)) continue;
      const start = column;
      while (column + 1 < modules && code.isDark(row, column + 1)) column++;
      path += `M${start + 4} ${row + 4}h${column - start + 1}v1H${start + 4}z`;
    }
  }
  return { path, modules };
}
