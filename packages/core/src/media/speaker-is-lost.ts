import { RealtimeError } from '../errors/realtime-error.ts';

/** The speaker of a conversation plays no more. @param what - what happened, as a sentence without its full stop. */
export function speakerIsLost(what = 'The browser stopped the audio for good'): RealtimeError {
  const message = `${what}, so the agent cannot be heard. Close the session and connect again.`;
  return new RealtimeError('worklet-failed', message);
}
