import { encodeBase64 } from '../../util/base64.ts';

/** Writes one exchange: the words of the user, an answer, and its end or interruption. */
export function writeExchange({
  audio,
  isInterrupted,
}: {
  readonly audio: readonly Uint8Array[];
  readonly isInterrupted: boolean;
}): readonly string[] {
  const chunks = audio.map((chunk) => ({
    outputTranscription: { text: 'Words ' },
    modelTurn: {
      parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data: encodeBase64(chunk) } }],
    },
  }));
  return [
    { inputTranscription: { text: ' What' } },
    { inputTranscription: { text: ' now?' } },
    ...chunks,
    isInterrupted ? { interrupted: true } : { generationComplete: true },
    { turnComplete: true },
  ].map((serverContent) => JSON.stringify({ serverContent }));
}
