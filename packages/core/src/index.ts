export { durationMs } from './protocol/audio-format.ts';
export type { AudioEncoding, AudioFormat } from './protocol/audio-format.ts';
