import { decodeAudio } from '../audio/wire-audio.ts';
import { createResampler } from '../audio/resampler.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { RecordedAudio, Recording } from './recording.ts';

/** Pieces that are no further apart than this are one sound, in milliseconds. */
const JOINT_MS = 2;

const CHANNELS = 2;
const HEADER_BYTES = 44;

/**
 * Writes the audio of a recording as one WAV file with two channels, aligned as they were heard: left is the user, right the agent. It
 * is as long as the recording, in 16 bits, at the highest rate of its audio. What was never heard is left out.
 *
 * @throws RealtimeError `invalid-config` for a recording without audio.
 */
export function exportAudio({ manifest, audio }: Recording): Blob {
  const heard = audio.filter(({ isHeard }) => isHeard);
  if (heard.length === 0)
    throw new RealtimeError(
      'invalid-config',
      "The recording has no audio. Record with createRecorder(session, { audio: 'both' }).",
    );
  const rateHz = Math.max(...heard.map(({ format }) => format.sampleRateHz));
  const endMs = Math.max(manifest.durationMs, ...heard.map(({ atMs, durationMs }) => atMs + durationMs));
  const frames = Math.ceil((endMs * rateHz) / 1000);
  const bytes = new Uint8Array(HEADER_BYTES + frames * CHANNELS * 2);
  const view = new DataView(bytes.buffer);
  writeHeader(view, rateHz, frames);
  for (const [channel, side] of (['user', 'agent'] as const).entries())
    for (const sound of joinPieces(heard.filter((piece) => piece.side === side)))
      writeSound(view, sound, channel, rateHz);
  return new Blob([bytes], { type: 'audio/wav' });
}

/** Pieces that follow each other. */
type Sound = readonly [RecordedAudio, ...RecordedAudio[]];

/** A filter that starts again with each piece would be heard at every joint. */
function joinPieces(pieces: readonly RecordedAudio[]): readonly Sound[] {
  const sounds: [RecordedAudio, ...RecordedAudio[]][] = [];
  for (const piece of pieces) {
    const sound = sounds.at(-1);
    const last = sound?.at(-1);
    const isNext =
      last?.format.sampleRateHz === piece.format.sampleRateHz &&
      Math.abs(last.atMs + last.durationMs - piece.atMs) <= JOINT_MS;
    if (sound && isNext) sound.push(piece);
    else sounds.push([piece]);
  }
  return sounds;
}

function writeSound(view: DataView, sound: Sound, channel: number, rateHz: number): void {
  const [{ atMs, format }] = sound;
  const resampler = createResampler({ fromHz: format.sampleRateHz, toHz: rateHz });
  const parts = sound.map((piece) => resampler.process(decodeAudio(piece.bytes, piece.format)));
  let frame = Math.round((Math.max(0, atMs) * rateHz) / 1000);
  for (const part of [...parts, resampler.flush()])
    for (const sample of part) {
      const at = HEADER_BYTES + (frame * CHANNELS + channel) * 2;
      if (at + 2 > view.byteLength) return;
      view.setInt16(at, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
      frame += 1;
    }
}

function writeHeader(view: DataView, rateHz: number, frames: number): void {
  const dataBytes = frames * CHANNELS * 2;
  const write = (at: number, text: string) => {
    for (const [index, letter] of [...text].entries()) view.setUint8(at + index, letter.codePointAt(0) ?? 0);
  };
  write(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, CHANNELS, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * CHANNELS * 2, true);
  view.setUint16(32, CHANNELS * 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, dataBytes, true);
}
