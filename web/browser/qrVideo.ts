import qrcode from 'qrcode-generator';

const MODULE_PX = 6;
const QUIET_MODULES = 6;
const FRAMES = 5;

/** A short film (Y4M) of nothing but a QR code, for Chromium's fake camera. */
export function asVideo(text: string): Buffer {
  qrcode.stringToBytes = (chars) => [...new TextEncoder().encode(chars)];
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const modules = code.getModuleCount() + 2 * QUIET_MODULES;
  const edge = modules * MODULE_PX + ((modules * MODULE_PX) % 2);
  const luma = Buffer.alloc(edge * edge, 235);
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      const row = Math.floor(y / MODULE_PX) - QUIET_MODULES;
      const column = Math.floor(x / MODULE_PX) - QUIET_MODULES;
      const inside = row >= 0 && column >= 0 && row < code.getModuleCount() && column < code.getModuleCount();
      if (inside && code.isDark(row, column)) luma[y * edge + x] = 16;
    }
  }
  const chroma = Buffer.alloc((edge / 2) * (edge / 2) * 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${edge} H${edge} F10:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: FRAMES }, () => frame)]);
}
