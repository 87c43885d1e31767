import type { VoiceChoice } from './VoicePickerView.tsx';

/**
 * Plays the sample of a voice on a speaker, until its end or until the signal aborts.
 *
 * @param speakerId by the browser's id; `null` is the system default
 */
export async function playSample(
  { preview, previewUrl }: VoiceChoice,
  speakerId: string | null,
  signal: AbortSignal,
): Promise<void> {
  if (preview) return preview({ signal });
  const audio = new Audio(previewUrl);
  signal.addEventListener('abort', () => audio.pause(), { once: true });
  // A browser that cannot, or a speaker that is gone, leaves the sample on the system default.
  if (speakerId !== null) await audio.setSinkId?.(speakerId).catch(() => {});
  if (signal.aborted) return undefined;
  await audio.play();
  return new Promise((resolve, reject) => {
    for (const event of ['ended', 'pause']) audio.addEventListener(event, () => resolve(), { once: true });
    audio.addEventListener('error', reject, { once: true });
  });
}
