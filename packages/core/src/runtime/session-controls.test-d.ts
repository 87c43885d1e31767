import type { SessionMicrophone } from './session-controls.ts';

declare const microphone: SessionMicrophone;

microphone.setMuted(true);
microphone.setMuted(true, { by: 'app' });
// @ts-expect-error only the kit mutes for the operating system
microphone.setMuted(true, { by: 'system' });
// @ts-expect-error only a pause mutes for itself
microphone.setMuted(false, { by: 'pause' });
