/* The module of a call over WebRTC: its speaker, and the rules of the vendor's playback. */
export { createRemoteSpeaker } from '../media/remote-speaker.ts';
export { callRules } from '../session/reduce-playout.ts';
