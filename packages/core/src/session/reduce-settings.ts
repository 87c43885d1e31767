import type { SessionConfig } from '../protocol/session-config.ts';
import { EMPTY_TALK } from './machine.ts';
import type { Machine } from './machine.ts';
import type { SessionInput } from './session-input.ts';
import type { InputMode } from './session-state.ts';
import type { Step } from './step.ts';

/**
 * The inputs that mean something before anybody is connected. They stand apart from the rules of a conversation, which are
 * loaded with the first connection. Returns false for every other input.
 */
export function reduceSetting(step: Step, input: SessionInput): boolean {
  switch (input.type) {
    case 'connect-requested':
      beginConnection(step);
      return true;
    case 'mute-set':
      step.patch({ isMuted: input.isMuted });
      if (input.isMuted) dropKeptAudio(step);
      step.do({ type: 'set-muted', isMuted: input.isMuted });
      return true;
    case 'volume-set':
      step.patch({ volume: input.volume });
      step.do({ type: 'set-volume', volume: input.volume });
      return true;
    case 'device-chosen':
      step.patch(input.chosen);
      return true;
    case 'config-changed':
      changeConfig(step, input.patch);
      return true;
    case 'holding-set':
      setHolding(step, input.isHolding);
      return true;
    case 'input-mode-set':
      setInputMode(step, input.mode);
      return true;
    default:
      return false;
  }
}

/** Begins a connection: the first, or one after an end. */
function beginConnection(step: Step): void {
  const connection = step.state.connection + 1;
  if (!step.moveStatus('connect', { endReason: null, error: null, sessionId: null, expiresAtMs: null }))
    return;
  step.update(EMPTY_TALK);
  openConnection(step, connection, 0);
}

/** Has a connection opened, now or after a delay. */
export function openConnection(step: Step, connection: number, delayMs: number): void {
  step.patch({ connection, effective: null, isTurnOpen: false });
  const resumeHandle = step.machine.capabilities.canResume ? step.machine.resumeHandle : null;
  step.do({ type: 'open-connection', connection, resumeHandle, delayMs });
}

/**
 * What the vendor is asked for: in push-to-talk it must not look for turns itself. Where the kit decides whether a voice cuts
 * the agent, the vendor must neither cut nor answer by itself: it would answer coughs.
 */
export function effectiveConfig(machine: Machine): SessionConfig {
  const { config, isHolding, state } = machine;
  if (state.inputMode === 'push-to-talk') return { ...config, turnDetection: { mode: 'off' } };
  const { turnDetection = { mode: 'server' } } = config;
  if (!isHolding || turnDetection.mode === 'off') return config;
  return { ...config, turnDetection: { ...turnDetection, isAutoInterrupt: false, isAutoResponse: false } };
}

/** Keeps a change for every later connection and tells the current one. */
function changeConfig(step: Step, patch: Partial<SessionConfig>): void {
  step.update({ config: { ...step.machine.config, ...patch } });
  if (!step.isLive) return;
  const isHeldBack = step.state.inputMode === 'push-to-talk' && 'turnDetection' in patch;
  const { turnDetection: _held, ...rest } = patch;
  const { turnDetection } = effectiveConfig(step.machine);
  const config =
    isHeldBack || !patch.turnDetection ? rest : { ...rest, ...(turnDetection && { turnDetection }) };
  if (Object.keys(config).length > 0) tellVendor(step, config);
}

/** Tells of a change. One that holds for whole connections alone is told by another, where the talk can be taken up there. */
function tellVendor(step: Step, config: SessionConfig): void {
  const { canResume, updatable } = step.machine.capabilities;
  const isFixed = Object.keys(config).some((field) => !(updatable as readonly string[]).includes(field));
  if (isFixed && canResume) step.do({ type: 'renew-connection' });
  else step.sendNow({ type: 'configure', config, isInitial: false });
}

/** Changes who decides when the agent stops. */
function setHolding(step: Step, isHolding: boolean): void {
  if (step.machine.isHolding === isHolding) return;
  step.update({ isHolding, floor: null });
  if (step.isLive && step.state.inputMode === 'hands-free') tellDetection(step);
}

function tellDetection(step: Step): void {
  tellVendor(step, { turnDetection: effectiveConfig(step.machine).turnDetection ?? { mode: 'server' } });
}

/** Changes how turns are found. A turn that is open by hand is thrown away. */
function setInputMode(step: Step, mode: InputMode): void {
  if (step.state.inputMode === mode) return;
  cancelTurn(step);
  dropKeptAudio(step);
  step.patch({ inputMode: mode });
  if (step.isLive) tellDetection(step);
}

/** The user's turn is thrown away. */
export function cancelTurn(step: Step): void {
  if (!step.state.isTurnOpen) return;
  step.patch({ isTurnOpen: false });
  dropKeptAudio(step);
  step.send({ type: 'clear-input' });
  step.movePhase('turn-cancelled');
}

/** What was kept for a connection that is not there yet was said under other terms: it must not leave. */
export function dropKeptAudio(step: Step): void {
  if (!step.isLive) step.do({ type: 'drop-kept-audio' });
}
