import { decode as decodeJpeg } from '@cwasm/jpeg-turbo';
import { decode as decodeWebp } from '@cwasm/webp';
import { convertIndexedToRgb, decode as decodePng } from 'fast-png';

/** A decoded image: four bytes for each pixel, red, green, blue and alpha. */
export interface Picture {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** The largest image that is decoded, in pixels: a larger one would stop the emulator for seconds. */
const MAX_PIXELS = 40_000_000;

const startsWith = (bytes: Uint8Array, text: string, at = 0) =>
  Buffer.from(bytes.subarray(at, at + text.length)).toString('latin1') === text;

/** Tells the type of an image by its first bytes; `null` for one that the vendors do not take. */
export function typeOfImage(bytes: Uint8Array): Picture['type'] | null {
  if (startsWith(bytes, '\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (startsWith(bytes, '\u0089PNG\r\n\u001a\n')) return 'image/png';
  return startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8) ? 'image/webp' : null;
}

/** Decodes a JPEG, PNG or WebP; `null` for anything else, and for one that is broken. */
export function decodePicture(bytes: Uint8Array): Picture | null {
  const type = typeOfImage(bytes);
  if (!type) return null;
  try {
    if (type === 'image/png') return readPng(bytes);
    const { width, height, data } = type === 'image/jpeg' ? decodeJpeg(bytes) : decodeWebp(bytes);
    return width * height > MAX_PIXELS ? null : { type, width, height, rgba: data };
  } catch {
    // The decoders throw for one reason: the bytes are no whole image.
    return null;
  }
}

function readPng(bytes: Uint8Array): Picture | null {
  const size = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size.length < 24 || size.readUInt32BE(16) * size.readUInt32BE(20) > MAX_PIXELS) return null;
  const png = decodePng(bytes);
  const { width, height } = png;
  const samples = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = samples.length / (width * height);
  const scale = samples instanceof Uint16Array ? 1 / 257 : 1;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const read = (pixel: number, channel: number) => (samples[pixel * channels + channel] ?? 0) * scale;
  const hasColour = channels >= 3;
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      rgba[pixel * 4 + channel] = read(pixel, hasColour ? channel : 0);
    rgba[pixel * 4 + 3] = channels % 2 === 0 ? read(pixel, channels - 1) : 255;
  }
  return { type: 'image/png', width, height, rgba };
}
