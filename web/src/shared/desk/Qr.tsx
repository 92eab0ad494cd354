import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

/** A QR code as one SVG path. The bytes are UTF-8, as scanners read them: merchants' names are Chinese. */
export function Qr({ text, label, className }: { text: string; label: string; className?: string }) {
  const { size, path } = useMemo(() => draw(text), [text]);
  return (
    <svg className={className} viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={label} shapeRendering="crispEdges" style={{ background: '#fff' }}>
      <path d={path} fill="#1D1B1A" />
    </svg>
  );
}

function draw(text: string): { size: number; path: string } {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  const code = qrcode(0, 'M');
  code.addData(bytes, 'Byte');
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  return { size, path };
}
