/** Levels above this are a voice near the microphone (about -34 dBFS). */
const VOICE_LEVEL = 0.02;

/** The duration of a voice that is speech and not a click, in milliseconds. */
const SPEECH_MS = 250;

/** A microphone in a quiet room has a higher level than this (-66 dBFS); one that is switched off has not. */
const SOUND_LEVEL = 0.0005;

/** The silence after which a microphone is probably switched off, in milliseconds. */
const SILENCE_MS = 4_000;

/** Frames are rarer on a busy page; a longer gap does not count. */
const MAX_FRAME_MS = 100;

/** The verdict of a microphone test: nothing to judge by yet, a voice, or no sound at all. */
export type Hearing = 'waiting' | 'heard' | 'silent';

/** Creates a judge of levels. It takes the level of each frame, 0 to 1, and returns what has been heard so far. */
export function createVoiceCheck(): (level: number, atMs: number) => Hearing {
  let lastAtMs: number | null = null;
  let voicedMs = 0;
  let silentMs = 0;
  let isHeard = false;
  return (level, atMs) => {
    const frameMs = lastAtMs === null ? 0 : Math.min(MAX_FRAME_MS, atMs - lastAtMs);
    lastAtMs = atMs;
    // Pauses between syllables take back half of it, so that rare clicks never add up.
    voicedMs = level >= VOICE_LEVEL ? voicedMs + frameMs : Math.max(0, voicedMs - frameMs / 2);
    silentMs = level < SOUND_LEVEL ? silentMs + frameMs : 0;
    isHeard ||= voicedMs >= SPEECH_MS;
    if (isHeard) return 'heard';
    return silentMs >= SILENCE_MS ? 'silent' : 'waiting';
  };
}
