import { describe, expect, it } from 'vitest';
import { drawnSize } from './shrinkPicture';

describe('a picture is drawn', () => {
  it('as large as it is, or with its longer edge as long as may be', () => {
    expect(drawnSize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(drawnSize(4032, 3024)).toEqual({ width: 1280, height: 960 });
    expect(drawnSize(3024, 4032)).toEqual({ width: 960, height: 1280 });
    expect(drawnSize(20_000, 2)).toEqual({ width: 1280, height: 1 });
  });
});
