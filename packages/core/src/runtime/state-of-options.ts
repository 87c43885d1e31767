import type { ToolDeclaration } from '../protocol/tool-declaration.ts';
import { createInternalState } from '../session/initial-state.ts';
import type { InternalState } from '../session/internal-state.ts';
import { turnAuthority } from './barge-in-options.ts';
import type { SpeakerOptions } from './device-options.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

/** A conversation in which nothing is said or done for so long ends by default, in milliseconds. */
const IDLE_MS = 600_000;

/** Creates the state of a session with these options, before its first connection. */
export function createStateOfOptions(
  options: RealtimeSessionOptions,
  declared: { readonly tools?: readonly ToolDeclaration[] },
): InternalState {
  const { adapter } = options;
  return createInternalState({
    capabilities: adapter.capabilities,
    isCall: adapter.transport === 'webrtc',
    outputFormat: adapter.outputFormat,
    config: { ...options.config, ...declared },
    history: options.history,
    inputMode: options.inputMode ?? 'hands-free',
    volume: options.volume ?? 1,
    playoutOnLoss: options.playoutOnLoss,
    offlineAudio: options.offlineAudio,
    microphoneId: chosenId(options.microphone),
    speakerId: chosenId(options.speaker),
    turnAuthority: turnAuthority(options.bargeIn, adapter.capabilities),
    idleTimeoutMs: options.idleTimeoutMs ?? IDLE_MS,
  });
}

/** The id of a chosen device; `null` for the system default. */
export function chosenId(options: SpeakerOptions | false | undefined): string | null {
  return (options && options.deviceId) || null;
}
