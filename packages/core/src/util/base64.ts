interface NativeBase64 {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

interface NativeSetFromBase64 {
  setFromBase64?(text: string): { readonly written: number };
}

interface NativeToBase64 {
  toBase64?(): string;
}

/** Bytes turned into characters in one call: more would overflow the stack in some engines. */
const PIECE = 0x2000;

/**
 * Decodes base64 by the platform's own decoder where it has one (`Uint8Array.fromBase64`, 2025), else by `atob`. Returns
 * `null` for what is not base64.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const native = Uint8Array as unknown as NativeBase64;
    return native.fromBase64 ? native.fromBase64(text) : decodeByAtob(text);
  } catch {
    // Both decoders throw for exactly one reason: a character or length that base64 does not have.
    return null;
  }
}

/** The length of a block of memory that decoded audio shares, in bytes: about 0.7 seconds of speech at 24 kHz. */
const BLOCK_BYTES = 0x8000;

/** Audio of this length and more gets memory of its own, in bytes. */
const LARGE_BYTES = 0x2000;

/** Blocks start at whole samples of 16 bits. */
const ALIGNMENT = 2;

let block = new Uint8Array(0);
let blockLength = 0;

/**
 * Decodes the base64 of a chunk of audio. Allocating memory for each chunk takes longer than decoding it, so that chunks
 * share their buffer: copy one to transfer it. Its bytes are not written again. Returns `null` for what is not base64.
 */
export function decodeAudioBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const length = decodedLength(text);
  if (length >= LARGE_BYTES || !(block as NativeSetFromBase64).setFromBase64) return decodeBase64(text);
  if (blockLength + length > block.length) {
    block = new Uint8Array(BLOCK_BYTES);
    blockLength = 0;
  }
  const bytes = new Uint8Array(block.buffer, blockLength, length);
  try {
    const { written = 0 } = (bytes as NativeSetFromBase64).setFromBase64?.(text) ?? {};
    blockLength += written + (written % ALIGNMENT);
    return written === length ? bytes : bytes.subarray(0, written);
  } catch {
    return null;
  }
}

/** The most bytes that the text can be decoded to: exact where it has no spaces. */
function decodedLength(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return ((text.length - padding) * 3) >> 2;
}

/** Encodes bytes as base64 with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const native = bytes as unknown as NativeToBase64;
  if (native.toBase64) return native.toBase64();
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) {
    // Spreading would copy the piece into a list first, which takes six times as long.
    binary += String.fromCharCode.apply(null, bytes.subarray(at, at + PIECE) as unknown as number[]);
  }
  return btoa(binary);
}

function decodeByAtob(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
