/** The platform's own base64 decoder where there is one, else the usual loop. */
export function bytesOf(): (base64: string) => Uint8Array {
  const native = Uint8Array as unknown as { readonly fromBase64?: (text: string) => Uint8Array };
  if (native.fromBase64) return (base64) => native.fromBase64?.(base64) ?? new Uint8Array();
  return (base64) => {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
