/** The kinds of images that a file's first bytes tell. `heic` stands for all HEIF photos, as phones store them. */
export type ImageKind = 'jpeg' | 'png' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic' | 'svg';

/** The type and size in the first bytes of an image. */
export interface ImageHeader {
  readonly kind: ImageKind;
  /** The size in pixels as stored, before any rotation by EXIF; `null` where these bytes do not tell. */
  readonly size: { readonly width: number; readonly height: number } | null;
}

const HEIF_BRANDS = /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/;

/**
 * Reads what an image is from its first bytes, whatever its name and type say. `null` for what is none of the known kinds.
 * Formats: PNG (W3C 2003), JFIF/EXIF, GIF89a, BMP, RIFF WebP (RFC 9649), ISO BMFF for AVIF and HEIF.
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 8) === '\u0089PNG\r\n\u001a\n') return { kind: 'png', size: readPng(view) };
  if (text(0, 3) === '\u00ff\u00d8\u00ff') return { kind: 'jpeg', size: readJpeg(view) };
  if (/^GIF8[79]a$/.test(text(0, 6))) return { kind: 'gif', size: readGif(view) };
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return { kind: 'webp', size: readWebp(view, text) };
  if (text(4, 8) === 'ftyp') return readIsoBrand(text(8, 12));
  if (text(0, 2) === 'BM' && bytes.length >= 26) return { kind: 'bmp', size: readBmp(view) };
  // A byte order mark, an XML declaration and comments may come first.
  return /<svg[\s>]/i.test(text(0, 1024)) ? { kind: 'svg', size: null } : null;
}

function readIsoBrand(brand: string): ImageHeader | null {
  if (/^avi[fs]$/.test(brand)) return { kind: 'avif', size: null };
  return HEIF_BRANDS.test(brand) ? { kind: 'heic', size: null } : null;
}

const readPng = (view: DataView) =>
  view.byteLength < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) };

const readGif = (view: DataView) =>
  view.byteLength < 10 ? null : { width: view.getUint16(6, true), height: view.getUint16(8, true) };

/** A negative height says that the rows run from the top. */
const readBmp = (view: DataView) => ({
  width: view.getInt32(18, true),
  height: Math.abs(view.getInt32(22, true)),
});

function readWebp(view: DataView, text: (from: number, to: number) => string): ImageHeader['size'] {
  if (view.byteLength < 30) return null;
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  switch (text(12, 16)) {
    case 'VP8X':
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3f_ff, height: view.getUint16(28, true) & 0x3f_ff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3f_ff) + 1, height: ((bits >>> 14) & 0x3f_ff) + 1 };
    }
    default:
      return null;
  }
}

/** Walks the segments to the frame header: SOF0 to SOF15 without the tables DHT, JPG and DAC. */
function readJpeg(view: DataView): ImageHeader['size'] {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    // Filling bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}
