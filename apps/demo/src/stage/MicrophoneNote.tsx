import { useMicrophonePermission } from './useMicrophonePermission.ts';

/** Says how the microphone will be used, where the browser has still to ask or has refused. */
export function MicrophoneNote() {
  const permission = useMicrophonePermission();
  if (permission === 'granted') return null;
  return (
    <p className="demo-note">
      {permission === 'denied'
        ? 'The microphone is blocked for this page. Allow it in the site settings next to the address bar, or write instead.'
        : 'Your browser asks for the microphone when you start. It is released when the conversation ends.'}
    </p>
  );
}
