interface NativeBase64 {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
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
