import { useMicrophonePermission } from './useMicrophonePermission.ts';
import type { MicrophonePermission } from './useMicrophonePermission.ts';

const USE = 'It is used for this conversation only, and released at its end.';

const NOTES: Readonly<Record<MicrophonePermission, string>> = {
  unknown: `Your browser will ask for the microphone when you start. ${USE}`,
  prompt: `Your browser will ask for the microphone when you start. ${USE}`,
  granted: `Starting turns the microphone on. ${USE}`,
  denied:
    'The microphone is blocked for this page. Allow it in the site settings next to the address bar, or choose “Text only” above.',
};

/** Says what will happen to the microphone, before anything does. */
export function MicrophoneNote() {
  const permission = useMicrophonePermission();
  return <p className="demo-note">{NOTES[permission]}</p>;
}
