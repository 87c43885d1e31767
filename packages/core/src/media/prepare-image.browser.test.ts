import { describe, expect, it } from 'vitest';
import { prepareImage } from './prepare-image.ts';

/** A picture of one colour, or what `paint` makes of it. */
async function picture(
  width: number,
  height: number,
  type = 'image/png',
  paint: (context: OffscreenCanvasRenderingContext2D) => void = (context) => {
    context.fillStyle = '#f00';
    context.fillRect(0, 0, width, height);
  },
): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context) paint(context);
  return canvas.convertToBlob({ type });
}

function paintNoise(context: OffscreenCanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  for (let at = 0; at < width * height; at += 1) {
    context.fillStyle = `hsl(${(at * 7919) % 360} 90% ${20 + ((at * 104_729) % 60)}%)`;
    context.fillRect(at % width, Math.floor(at / width), 1, 1);
  }
}

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A photo as a phone stores it: lying on its side (orientation 6), with the place in its EXIF data. */
async function phonePhoto(): Promise<Blob> {
  const jpeg = new Uint8Array(await (await picture(60, 40, 'image/jpeg')).arrayBuffer());
  const place = ascii('48.8584 N, 2.2945 E\0');
  // The byte order, one directory with the orientation and the description, and the text of the latter.
  const tiff = [
    [...ascii('II*\0'), 8, 0, 0, 0, 2, 0],
    [0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0],
    [0x0e, 0x01, 2, 0, place.length, 0, 0, 0, 38, 0, 0, 0],
    [0, 0, 0, 0, ...place],
  ].flat();
  const segment = [...ascii('Exif\0\0'), ...tiff];
  return new Blob([
    jpeg.slice(0, 2),
    Uint8Array.from([0xff, 0xe1, 0, segment.length + 2, ...segment]),
    jpeg.slice(2),
  ]);
}

/** Two pictures of one pixel, red and then blue. */
function animation(): Blob {
  const delay = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
  const frame = (code: number) => [...delay, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, code, 1, 0];
  const head = [...ascii('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255];
  return new Blob([Uint8Array.from([...head, ...frame(0x44), ...frame(0x4c), 0x3b])], { type: 'image/gif' });
}

/** Two pictures of 16 px, red and then blue, as an animated WebP (RFC 9649). */
async function animatedWebp(): Promise<Blob> {
  const int = (value: number, bytes: number) =>
    Array.from({ length: bytes }, (_, at) => (value >> (8 * at)) & 255);
  const chunk = (name: string, data: readonly number[]) => [
    ...ascii(name),
    ...int(data.length, 4),
    ...data,
    ...(data.length % 2 ? [0] : []),
  ];
  const frame = async (colour: string) => {
    const still = await picture(16, 16, 'image/webp', (context) => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 16, 16);
    });
    const bytes = [...new Uint8Array(await still.arrayBuffer())];
    const pixels = String.fromCharCode(...bytes).search(/VP8[ L]/);
    return chunk('ANMF', [
      ...int(0, 6),
      ...int(15, 3),
      ...int(15, 3),
      ...int(100, 3),
      0,
      ...bytes.slice(pixels),
    ]);
  };
  const body = [
    ...ascii('WEBP'),
    ...chunk('VP8X', [2, 0, 0, 0, ...int(15, 3), ...int(15, 3)]),
    ...chunk('ANIM', int(0, 6)),
    ...(await frame('#f00')),
    ...(await frame('#00f')),
  ];
  return new Blob([Uint8Array.from([...ascii('RIFF'), ...int(body.length, 4), ...body])], {
    type: 'image/webp',
  });
}

async function colourOf(blob: Blob): Promise<readonly number[]> {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  return [...(context?.getImageData(0, 0, 1, 1).data ?? [])].map((value) => Math.round(value / 25) * 25);
}

const text = async (blob: Blob) => String.fromCharCode(...new Uint8Array(await blob.arrayBuffer()));

describe('prepareImage', () => {
  it('makes a JPEG of an image, and keeps its size where that is within the limits', async () => {
    const { blob, url, width, height, original } = await prepareImage(await picture(300, 200));
    expect([blob.type, width, height, original]).toEqual([
      'image/jpeg',
      300,
      200,
      { width: 300, height: 200 },
    ]);
    expect(url).toMatch(/^data:image\/jpeg;base64,\/9j\//);
    expect(await colourOf(await (await fetch(url)).blob())).toEqual([250, 0, 0, 250]);
  });

  it('scales a side of 12,000 px down, and keeps the shape', async () => {
    const { width, height } = await prepareImage(await picture(12_000, 600), { maxSidePx: 768 });
    expect([width, height]).toEqual([768, 38]);
  });

  it('stays within the bytes, by quality first and then by size', async () => {
    const noise = await picture(200, 200, 'image/png', paintNoise);
    const free = await prepareImage(noise);
    const rough = await prepareImage(noise, { maxBytes: Math.round(free.blob.size * 0.7) });
    const small = await prepareImage(noise, { maxBytes: Math.round(free.blob.size / 8) });
    expect([rough.width, rough.blob.size < free.blob.size * 0.7 + 1]).toEqual([200, true]);
    expect(small.blob.size).toBeLessThanOrEqual(free.blob.size / 8 + 1);
    expect(small.width).toBeLessThan(200);
  });

  it('takes the place out of a photo, and puts it upright', async () => {
    const photo = await phonePhoto();
    expect(await text(photo)).toContain('48.8584 N');
    const { blob, width, height } = await prepareImage(photo);
    expect([width, height]).toEqual([40, 60]);
    expect(await text(blob)).not.toMatch(/Exif|48\.8584/);
  });

  it.each([
    ['GIF', animation],
    ['WebP', animatedWebp],
  ])('takes the first picture of an animated %s', async (_name, create) => {
    const { blob } = await prepareImage(await create());
    expect([blob.type, await colourOf(blob)]).toEqual(['image/jpeg', [250, 0, 0, 250]]);
  });

  it('puts what is transparent on white', async () => {
    const { blob } = await prepareImage(await picture(8, 8, 'image/png', () => {}));
    expect(await colourOf(blob)).toEqual([250, 250, 250, 250]);
  });

  it('believes the bytes, not the name', async () => {
    const named = new File([await picture(10, 10)], 'notes.txt', { type: 'text/plain' });
    expect((await prepareImage(named)).width).toBe(10);
  });

  it.each([
    ['without bytes', () => new Blob([]), 'image-unreadable', /no bytes/],
    ['of 50 MB', () => new Blob([new Uint8Array(50_000_000)]), 'image-too-large', /50000000 bytes/],
    ['of text', () => new Blob(['hello'], { type: 'image/png' }), 'image-unsupported', /image\/png/],
    [
      'that is an SVG with a script',
      () =>
        new Blob(['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>']),
      'image-unsupported',
      /scripts/,
    ],
    [
      'that is HEIC',
      () => new Blob([Uint8Array.from([0, 0, 0, 24]), 'ftypheic', new Uint8Array(64)]),
      'image-unreadable',
      /HEIC/,
    ],
    [
      'that is broken',
      () => new Blob([Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2])]),
      'image-unreadable',
      /JPEG/,
    ],
    [
      'that decodes to 400 million pixels',
      () =>
        new Blob([ascii('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR'), Uint8Array.from([0, 0, 78, 32, 0, 0, 78, 32])]),
      'image-too-large',
      /20000 × 20000 pixels/,
    ],
  ])('refuses a file %s', async (_name, create, code, message) => {
    await expect(prepareImage(create())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
