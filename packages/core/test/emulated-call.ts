import { inject, onTestFinished } from 'vitest';

/** Asks the emulator for what opens a conversation. */
export async function mint(): Promise<string> {
  const response = await fetch(`${inject('emulatorOrigin')}/v1/realtime/client_secrets`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk-test' },
  });
  return ((await response.json()) as { value: string }).value;
}

/** A microphone that hears what it is given: WAV files in base64. */
export function createMicrophone() {
  const audio = new AudioContext();
  const destination = audio.createMediaStreamDestination();
  onTestFinished(() => audio.close());
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('A destination has a track.');
  const hear = async (wav = inject('spokenQuestion')) => {
    const source = audio.createBufferSource();
    const bytes = Uint8Array.from(atob(wav), (letter) => letter.codePointAt(0) ?? 0);
    source.buffer = await audio.decodeAudioData(bytes.buffer);
    source.connect(destination);
    source.start();
    await new Promise((resolve) => (source.onended = resolve));
  };
  return { track, hear };
}
