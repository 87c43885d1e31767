import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readImageHeader } from './image-header.ts';

const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part],
    ),
  );

const PNG = '\u0089PNG\r\n\u001a\n';
const size = { width: 640, height: 480 };

it.each([
  ['PNG', bytesOf(PNG, [0, 0, 0, 13], 'IHDR', [0, 0, 2, 128, 0, 0, 1, 224]), { kind: 'png', size }],
  ['GIF', bytesOf('GIF89a', [128, 2, 224, 1]), { kind: 'gif', size }],
  [
    'JPEG behind a preview',
    bytesOf([255, 216, 255, 225, 0, 4, 9, 9, 255, 255, 194, 0, 17, 8, 1, 224, 2, 128, 3, 1]),
    { kind: 'jpeg', size },
  ],
  [
    'WebP (lossy)',
    bytesOf(
      'RIFF',
      [0, 0, 0, 0],
      'WEBPVP8 ',
      Array.from({ length: 10 }, () => 0),
      [128, 2, 224, 1],
    ),
    { kind: 'webp', size },
  ],
  [
    'WebP (lossless)',
    bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x7f, 0xc2, 0x77, 0, 0, 0, 0, 0, 0, 0]),
    { kind: 'webp', size },
  ],
  [
    'WebP (extended)',
    bytesOf('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 127, 2, 0, 223, 1, 0]),
    { kind: 'webp', size },
  ],
  [
    'BMP',
    bytesOf(
      'BM',
      Array.from({ length: 16 }, () => 0),
      [128, 2, 0, 0, 32, 254, 255, 255],
    ),
    { kind: 'bmp', size },
  ],
  ['AVIF', bytesOf([0, 0, 0, 28], 'ftypavif'), { kind: 'avif', size: null }],
  ['HEIC', bytesOf([0, 0, 0, 24], 'ftypheic'), { kind: 'heic', size: null }],
  ['SVG', bytesOf('\uFEFF<!-- a -->\n<SVG width="1">'), { kind: 'svg', size: null }],
  ['a film', bytesOf([0, 0, 0, 24], 'ftypisom'), null],
  ['text', bytesOf('hello'), null],
])('tells %s by its bytes', (_name, bytes, header) => {
  expect(readImageHeader(bytes)).toEqual(header);
});

it('reads any bytes, also those that break off', () => {
  const start = fc.constantFrom(
    PNG,
    '\u00ff\u00d8\u00ff',
    'GIF89a',
    'RIFF0000WEBPVP8X',
    'RIFF0000WEBPVP8L',
    'BM',
    '',
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 64 }), (head, tail) => {
      const bytes = bytesOf(head, [...tail]);
      expect(() => readImageHeader(bytes)).not.toThrow();
    }),
  );
});
