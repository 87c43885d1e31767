import type { InputHandlers, Reduction } from './handlers.ts';
import { EntryLog } from './transcript/entry-log.ts';
import type { InternalState } from './internal-state.ts';
import type { InputOf, SessionInput } from './session-input.ts';
import type { MuteOwner } from './session-state.ts';
import { RestStep } from './rest-step.ts';

/** Inputs that have a meaning before the first connection. */
export type SettingType =
  | 'connect-requested'
  | 'history-loaded'
  | 'mute-changed'
  | 'volume-changed'
  | 'device-changed'
  | 'config-changed'
  | 'turn-authority-changed'
  | 'input-mode-changed';

/** Handlers of settings. The rules of a conversation are a module of their own, loaded with the first connection. */
export const SETTING_HANDLERS: InputHandlers<SettingType, RestStep> = {
  'connect-requested': beginConnection,
  'history-loaded': restoreHistory,
  'mute-changed': (step, { isMuted, by }) => setMuted(step, isMuted, by),
  'volume-changed': (step, { volume }) => {
    step.patch({ volume });
    step.do({ type: 'set-volume', volume });
  },
  'device-changed': (step, { chosen }) => step.patch(chosen),
  // The rules of a conversation send changes to the vendor: see `sendDifference`.
  'config-changed': (step, { patch }) =>
    step.update('vendor', { config: { ...step.state.vendor.config, ...patch } }),
  'turn-authority-changed': (step, { turnAuthority }) => {
    if (step.state.interruption.turnAuthority === turnAuthority) return;
    step.update('interruption', { turnAuthority, bargeInVerdict: null });
  },
  'input-mode-changed': (step, { mode }) => {
    if (step.public.inputMode === mode) return;
    dropBufferedAudio(step);
    // Speech of the other mode is not sent again.
    const { atMs } = step.moment;
    step.update('loss', { turnStartedAtMs: null, turnEndedAtMs: atMs, settledAtMs: atMs });
    step.patch({ inputMode: mode });
  },
};

/** Reduces an input that is a setting; `null` for every other input. */
export function reduceSetting(state: InternalState, input: SessionInput): Reduction | null {
  if (!isSetting(input)) return null;
  const step = new RestStep(state);
  const handler = SETTING_HANDLERS[input.type] as (step: RestStep, input: SessionInput) => void;
  handler(step, input);
  return step;
}

function isSetting(input: SessionInput): input is InputOf<SettingType> {
  return Object.hasOwn(SETTING_HANDLERS, input.type);
}

/** The rows of a saved conversation. Connections are counted on from its own, so that ids stay unique. */
function restoreHistory(
  step: RestStep,
  { entries, connections, savedForMs }: InputOf<'history-loaded'>,
): void {
  const order = entries.map(({ id }) => id);
  const transcript = { order, live: new Map(), archive: new EntryLog([...entries]) };
  step.patch({ transcript, connection: step.public.connection + connections });
  step.update('history', { savedForMs });
}

/** Mutes or unmutes for one owner. */
export function setMuted(step: RestStep, isMuted: boolean, by: MuteOwner): void {
  const others = step.public.mutedBy.filter((owner) => owner !== by);
  const mutedBy = isMuted ? [...others, by] : others;
  const isNowMuted = mutedBy.length > 0;
  if (isNowMuted) dropBufferedAudio(step);
  if (isNowMuted === step.public.isMuted && mutedBy.length === step.public.mutedBy.length) return;
  step.patch({ isMuted: isNowMuted, mutedBy });
  step.do({ type: 'set-muted', isMuted: isNowMuted });
}

/** Begins a connection: the first, or one after an end. */
function beginConnection(step: RestStep): void {
  if (!step.moveStatus('connect', { endReason: null, error: null, sessionId: null, expiresAtMs: null }))
    return;
  step.resetConnection();
  step.patch({ isTurnOpen: false });
  openConnection(step, step.takeConnectionNumber(), 0);
}

/** Opens a connection, now or after a delay. */
export function openConnection(step: RestStep, connection: number, delayMs: number): void {
  step.patch({ connection, effective: null });
  const { capabilities, resumeHandle } = step.state.vendor;
  step.do({
    type: 'open-connection',
    connection,
    resumeHandle: capabilities.canResume ? resumeHandle : null,
    delayMs,
  });
}

/** Audio that was buffered while connecting was recorded under other settings. It must not be sent. */
export function dropBufferedAudio(step: RestStep): void {
  if (!step.isLive) step.do({ type: 'drop-buffered-audio' });
}
