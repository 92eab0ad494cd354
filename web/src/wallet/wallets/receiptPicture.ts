import { tokens } from '../../shared/tokens';
import type { ReceiptLine } from './receiptLines';

const WIDTH = 390;
/** Drawn at twice its size, to be sharp where it is shared. */
const SCALE = 2;
const EDGE = 28;
const FONT = "'PingFang SC', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif";

export interface ReceiptHead {
  shop: string;
  /** Below the shop's name: when, and the number. */
  facts: string[];
  foot: string;
}

/** The receipt as a picture; rejected where the browser can't draw one. */
export async function receiptPicture(head: ReceiptHead, lines: ReceiptLine[]): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No canvas');
  canvas.width = WIDTH * SCALE;
  // Laid out once to know its height, and once to be seen: a canvas forgets everything when its height is set.
  canvas.height = draw(context, head, lines) * SCALE;
  context.scale(SCALE, SCALE);
  context.fillStyle = tokens.paper;
  context.fillRect(0, 0, WIDTH, canvas.height);
  draw(context, head, lines);
  return new Promise((resolve, reject) => {
    canvas.toBlob((picture) => (picture ? resolve(picture) : reject(new Error('No picture'))), 'image/png');
  });
}

/** Answers how far down it came. */
function draw(context: CanvasRenderingContext2D, head: ReceiptHead, lines: ReceiptLine[]): number {
  let y = 44;
  function text(words: string, x: number, size: number, color: string, align: CanvasTextAlign = 'left', weight = 400) {
    context.font = `${weight} ${size}px ${FONT}`;
    context.fillStyle = color;
    context.textAlign = align;
    context.fillText(words, x, y);
  }
  text('通宝 Tongbao', EDGE, 14, tokens.cinnabar, 'left', 650);
  y += 38;
  for (const row of wrapped(context, head.shop, WIDTH - 2 * EDGE, `650 22px ${FONT}`)) {
    text(row, EDGE, 22, tokens.ink, 'left', 650);
    y += 28;
  }
  y -= 4;
  for (const fact of head.facts) {
    text(fact, EDGE, 12, tokens.stone);
    y += 18;
  }
  for (const line of lines) {
    if (line.part) {
      y += 12;
      context.strokeStyle = tokens.stone;
      context.setLineDash([3, 4]);
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(EDGE, y);
      context.lineTo(WIDTH - EDGE, y);
      context.stroke();
      y += 2;
    }
    const total = line.tone === 'total';
    y += total ? 34 : 24;
    const size = total ? 26 : 15;
    const color = line.tone === 'jade' ? tokens.jade : line.tone === 'gold' ? tokens.gold : tokens.ink;
    text(line.amount, WIDTH - EDGE, size, color, 'right', total ? 700 : 500);
    const room = WIDTH - 2 * EDGE - context.measureText(line.amount).width - 16;
    const rows = wrapped(context, line.label, room, `400 15px ${FONT}`);
    rows.forEach((row, at) => {
      if (at > 0) y += 20;
      text(row, EDGE, 15, tokens.ink);
    });
    for (const row of line.note ? wrapped(context, line.note, WIDTH - 2 * EDGE, `400 12px ${FONT}`) : []) {
      y += 18;
      text(row, EDGE, 12, tokens.stone);
    }
  }
  y += 40;
  text(head.foot, WIDTH / 2, 11, tokens.stone, 'center');
  return y + 28;
}

/** The words in rows that are no wider; Chinese may be parted anywhere, and a long word must be. */
function wrapped(context: CanvasRenderingContext2D, words: string, width: number, font: string): string[] {
  context.font = font;
  const rows: string[] = [];
  let row = '';
  for (const part of words.match(/[\w'’.,-]+\s*|\s+|./gu) ?? []) {
    for (const piece of context.measureText(part).width > width ? [...part] : [part]) {
      if (row !== '' && context.measureText((row + piece).trimEnd()).width > width) {
        rows.push(row.trimEnd());
        row = '';
      }
      row += piece;
    }
  }
  return [...rows, row.trimEnd()];
}
