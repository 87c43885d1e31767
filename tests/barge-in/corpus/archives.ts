import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';
import { createResampler } from '../../../packages/core/src/audio/resampler.ts';
import { RATE_HZ } from '../support/sounds.ts';

/** A file of a package, or of an archive in it. */
export interface PackedFile {
  readonly path: string;
  read(): Buffer;
}

/** Downloads a Debian package once, and unpacks it into a folder. Returns `false` where there is none to be had. */
export function unpackPackage(pack: string, cache: string, into: string): boolean {
  const folder = path.join(cache, 'debs');
  mkdirSync(folder, { recursive: true });
  const find = () => readdirSync(folder).find((name) => name.startsWith(`${pack}_`) && name.endsWith('.deb'));
  const marker = path.join(into, `.${pack}`);
  if (existsSync(marker)) return true;
  try {
    if (!find()) execFileSync('apt-get', ['download', pack], { cwd: folder, stdio: 'ignore' });
    const found = find();
    if (!found) return false;
    mkdirSync(into, { recursive: true });
    execFileSync('dpkg', ['-x', path.join(folder, found), into], { stdio: 'ignore' });
    writeFileSync(marker, found);
    return true;
  } catch {
    return false;
  }
}

/** Lists the files under a folder, those of game archives and Qt resources included, in a stable order. */
export function listFiles(folder: string): readonly PackedFile[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .toSorted()
    .flatMap((name) => {
      const file = path.join(folder, name);
      if (/\.(wav|ogg|raw)$/i.test(name)) return [{ path: name, read: () => readFileSync(file) }];
      if (/\.(pk3|wz)$/.test(name)) return readZip(readFileSync(file));
      return name.endsWith('.rcc') ? readQtResources(readFileSync(file)) : [];
    });
}

/** Reads the directory at the end of a ZIP file. */
function readZip(zip: Buffer): PackedFile[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files: PackedFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((from) => zip.readUInt16LE(at + from)) as [
      number,
      number,
      number,
    ];
    const header = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    files.push({
      path: name,
      read: () => {
        const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
        const bytes = zip.subarray(from, from + packed);
        return method === 0 ? bytes : inflateRawSync(bytes);
      },
    });
    at += 46 + nameLength + extra + comment;
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads the tree of a Qt resource file, format 2 and 3. */
function readQtResources(rcc: Buffer): PackedFile[] {
  const [tree, data, names] = [rcc.readUInt32BE(8), rcc.readUInt32BE(12), rcc.readUInt32BE(16)];
  const files: PackedFile[] = [];
  const visit = (node: number, parent: string) => {
    const at = tree + node * 22;
    const nameAt = names + rcc.readUInt32BE(at);
    const name = Buffer.from(rcc.subarray(nameAt + 6, nameAt + 6 + 2 * rcc.readUInt16BE(nameAt))).swap16();
    const own = node === 0 ? '' : `${parent}/${name.toString('utf16le')}`;
    const flags = rcc.readUInt16BE(at + 4);
    if ((flags & 2) !== 0) {
      const [count, first] = [rcc.readUInt32BE(at + 6), rcc.readUInt32BE(at + 10)];
      for (let child = 0; child < count; child += 1) visit(first + child, own);
      return;
    }
    const from = data + rcc.readUInt32BE(at + 10);
    const bytes = rcc.subarray(from + 4, from + 4 + rcc.readUInt32BE(from));
    files.push({ path: own, read: () => ((flags & 1) === 0 ? bytes : inflateSync(bytes.subarray(4))) });
  };
  visit(0, '');
  return files;
}

/** Decodes WAV, Ogg Vorbis (with `oggdec` of Debian's `vorbis-tools`) or raw 16 kHz, to mono at the corpus's rate. */
export function decodeSound(name: string, bytes: Buffer): Float32Array {
  if (bytes.toString('latin1', 0, 4) === 'RIFF') return decodeWav(bytes);
  if (name.endsWith('.raw')) return fromPcm(bytes, 16, 1, RATE_HZ);
  const folder = mkdtempSync(path.join(tmpdir(), 'corpus-'));
  try {
    const [from, to] = [path.join(folder, 'in.ogg'), path.join(folder, 'out.wav')];
    writeFileSync(from, bytes);
    execFileSync('oggdec', ['-Q', '-o', to, from], { stdio: 'ignore' });
    return decodeWav(readFileSync(to));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function decodeWav(wav: Buffer): Float32Array {
  let [channels, rateHz, bits] = [1, RATE_HZ, 16];
  for (let at = 12; at + 8 <= wav.length;) {
    const [tag, size] = [wav.toString('latin1', at, at + 4), wav.readUInt32LE(at + 4)];
    if (tag === 'fmt ') {
      if (wav.readUInt16LE(at + 8) !== 1) throw new Error('The WAV file is compressed.');
      channels = wav.readUInt16LE(at + 10);
      rateHz = wav.readUInt32LE(at + 12);
      bits = wav.readUInt16LE(at + 22);
    }
    if (tag === 'data') return fromPcm(wav.subarray(at + 8, at + 8 + size), bits, channels, rateHz);
    at += 8 + size + (size % 2);
  }
  throw new Error('The WAV file has no data.');
}

function fromPcm(pcm: Buffer, bits: number, channels: number, rateHz: number): Float32Array {
  const bytes = bits / 8;
  const read = (at: number) =>
    bits === 8 ? ((pcm[at] ?? 128) - 128) / 128 : pcm.readIntLE(at, bytes) / 2 ** (bits - 1);
  const samples = Float32Array.from({ length: Math.floor(pcm.length / bytes / channels) }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += read((frame * channels + channel) * bytes);
    return sum / channels;
  });
  return rateHz === RATE_HZ ? samples : createResampler({ fromHz: rateHz, toHz: RATE_HZ }).process(samples);
}
