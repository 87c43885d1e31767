import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { decodeAudioBase64, decodeBase64, encodeBase64 } from './base64.ts';

interface Platform {
  fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
}

const platform = Uint8Array as unknown as Platform;
const prototype = Uint8Array.prototype as {
  toBase64?: () => string;
  setFromBase64?: (text: string) => { read: number; written: number };
};
const own = {
  fromBase64: platform.fromBase64,
  toBase64: prototype.toBase64,
  setFromBase64: prototype.setFromBase64,
};

function restore(): void {
  for (const [target, key] of [
    [platform, 'fromBase64'],
    [prototype, 'toBase64'],
    [prototype, 'setFromBase64'],
  ] as const) {
    if (own[key]) Object.defineProperty(target, key, { value: own[key], configurable: true, writable: true });
    else Reflect.deleteProperty(target, key);
  }
}

afterEach(restore);

/** The platform's own coders as the standard describes them, where this platform has none yet. */
function standIn(calls: string[]): void {
  platform.fromBase64 = (text) => {
    calls.push('from');
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 === 1) throw new SyntaxError('not base64');
    return new Uint8Array(Buffer.from(text, 'base64'));
  };
  prototype.setFromBase64 = function setFromBase64(this: Uint8Array, text) {
    const bytes = platform.fromBase64?.(text) ?? new Uint8Array();
    this.set(bytes.subarray(0, this.length));
    return { read: text.length, written: bytes.length };
  };
  prototype.toBase64 = function toBase64(this: Uint8Array) {
    calls.push('to');
    return Buffer.from(this).toString('base64');
  };
}

describe.each([['the fallback'], ['the platform’s own coder']])('with %s', (kind) => {
  const calls: string[] = [];
  const prepare = () => {
    calls.length = 0;
    if (kind === 'the fallback') {
      Reflect.deleteProperty(platform, 'fromBase64');
      Reflect.deleteProperty(prototype, 'toBase64');
      Reflect.deleteProperty(prototype, 'setFromBase64');
    } else standIn(calls);
  };

  test('bytes come back as they went', () => {
    prepare();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      }),
    );
    expect(calls.length > 0).toBe(kind !== 'the fallback');
  });

  test('the text is that of any other coder', () => {
    prepare();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  test('a long chunk fits, also one that is longer than one piece', () => {
    prepare();
    for (const length of [9600, 0x2000 * 3, 0x2000 * 3 + 1, 1_000_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 31) % 256);
      const back = decodeBase64(encodeBase64(bytes));
      expect(back?.length).toBe(length);
      expect(Buffer.compare(back as Uint8Array, bytes)).toBe(0);
    }
  });

  test('a view on part of a buffer is written alone', () => {
    prepare();
    expect(encodeBase64(new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 4))).toBe('AgME');
  });

  test('decoded bytes own their buffer', () => {
    prepare();
    expect(decodeBase64('AAEC')?.buffer.byteLength).toBe(3);
  });

  test('chunks of audio keep their bytes, whatever is decoded after them', () => {
    prepare();
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 40 }), (chunks) => {
        const decoded = chunks.map((chunk) => decodeAudioBase64(encodeBase64(chunk)));
        expect(decoded).toEqual(chunks);
      }),
      { numRuns: 20 },
    );
  });

  test('a chunk of audio begins at a whole sample', () => {
    prepare();
    const chunks = [3, 1, 2, 5].map((length) => decodeAudioBase64(encodeBase64(new Uint8Array(length))));
    expect(chunks.map((chunk) => (chunk?.byteOffset ?? 1) % 2)).toEqual([0, 0, 0, 0]);
  });

  test('a chunk that is not base64 takes nothing from the others', () => {
    prepare();
    const before = decodeAudioBase64('AAEC');
    expect(decodeAudioBase64('AAE*')).toBeNull();
    expect([before, decodeAudioBase64('AwQF')]).toEqual([Uint8Array.of(0, 1, 2), Uint8Array.of(3, 4, 5)]);
  });

  test('nothing is nothing', () => {
    prepare();
    expect(decodeBase64('')).toEqual(new Uint8Array());
    expect(encodeBase64(new Uint8Array())).toBe('');
  });

  test.each([['***'], ['A'], ['AAAA*'], ['é'], ['AA=A'], ['\u0000']])('%j is not base64', (text) => {
    prepare();
    expect(decodeBase64(text)).toBeNull();
  });
});
