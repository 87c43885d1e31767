import type { ServerEvent } from '../protocol/server-event.ts';
import type { RenewalCause } from './transcript/continuity.ts';
import type { EventOf } from './handlers.ts';
import { planSeed } from './plan-seed.ts';
import { reportContinuity, startGap } from './report-continuity.ts';
import {
  askedAgainIds,
  askForSummary,
  hideNotes,
  holdsOpening,
  recordSeeded,
  takeSummary,
} from './tell-history.ts';
import type { Standby } from './internal-state.ts';
import { isPause } from './is-pause.ts';
import { leaveForNext } from './leave-for-next.ts';
import { takeLost } from './lost-turn.ts';
import { continueTurn, recordLoss } from './record-loss.ts';
import { askAgain } from './ask-again.ts';
import { watchExpiry } from './watch-expiry.ts';
import { stopRenewal } from './stop-renewal.ts';
import type { HeardSoFar, SessionInput } from './session-input.ts';
import type { Step } from './step.ts';
import { effectiveConfig, sendDifference } from './vendor-config.ts';

/** The wait before another standby connection is opened in place of one that failed, in milliseconds; the last one repeats. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000];

/** The number of standby connections that may fail. After them the old connection is used until its end. */
const MAX_FAILURES = 5;

/** Opens the connection that is to take the place of the current one, unless too many have failed. */
export function openStandby(step: Step): void {
  if (!mayOpenStandby(step)) return;
  const connection = step.takeConnectionNumber();
  const standby: Standby = {
    connection,
    isReady: false,
    told: null,
    seed: null,
    settledIds: new Set(),
    sessionId: null,
    expiresAtMs: null,
    effective: null,
  };
  step.update('renewal', { standby, retryAtMs: null });
  step.do({ type: 'open-connection', connection, resumeHandle: null, delayMs: 0, isStandby: true });
  askForSummary(step, connection);
}

/** Whether the renewal may try another standby connection. */
function mayOpenStandby({ state, moment }: Step): boolean {
  const { standby, failures, retryAtMs } = state.renewal;
  return standby === null && failures < MAX_FAILURES && moment.atMs >= (retryAtMs ?? -Infinity);
}

function patchStandby(step: Step, patch: Partial<Standby>): void {
  const { standby } = step.state.renewal;
  if (standby) step.update('renewal', { standby: { ...standby, ...patch } });
}

/** Reduces an input of the standby connection. The conversation is on the other connection. */
export function reduceStandby(step: Step, input: SessionInput): void {
  switch (input.type) {
    case 'transport-opened':
      if (!holdsOpening(step, input.connection)) configureStandby(step);
      return;
    case 'summary-received':
      if (takeSummary(step, input)) configureStandby(step);
      return;
    case 'server-event-received':
      return takeEvent(step, input.event);
    case 'connection-lost':
    case 'connection-failed':
    case 'connection-closed':
      return failStandby(step, input.error?.message ?? 'the vendor ended it');
    default:
  }
}

function configureStandby(step: Step): void {
  const { standby } = step.state.renewal;
  if (!standby) return;
  const { connection } = standby;
  const { transcript } = step.public;
  const openIds = new Set([...transcript.live.keys(), ...step.state.playback.playouts.keys()]);
  const seed = planSeed(step.state, { connection, skippedIds: openIds });
  const config = effectiveConfig(step.state);
  const { items = [] } = seed ?? {};
  const history = items.length > 0 ? { history: items } : {};
  step.sendNow({ type: 'configure', config, isInitial: true, ...history }, connection);
  const settledIds = new Set(transcript.order.filter((id) => !openIds.has(id)));
  patchStandby(step, { told: config, seed, settledIds });
}

function takeEvent(step: Step, event: ServerEvent): void {
  switch (event.type) {
    case 'session-created': {
      const { sessionId, expiresAtMs } = event;
      return patchStandby(step, { sessionId, expiresAtMs });
    }
    case 'session-configured':
      return acknowledge(step, event);
    case 'queue-changed': // The old connection is better than none.
      return patchStandby(step, { isReady: !event.isWaiting });
    case 'reply-requested': {
      const connection = step.state.renewal.standby?.connection;
      return step.do({
        type: 'reply',
        frames: event.frames,
        ...(connection !== undefined && { connection }),
      });
    }
    case 'error-received':
      if (event.error.effect !== 'benign' && event.error.effect !== 'busy')
        failStandby(step, event.error.message);
      return;
    default: // A greeting, for instance: it is not heard.
  }
}

/** The standby connection has its configuration, and is told the conversation. */
function acknowledge(step: Step, event: EventOf<'session-configured'>): void {
  const { standby } = step.state.renewal;
  if (!standby || standby.isReady) return;
  const { turnDetection, model, voice } = event;
  const { items = [] } = standby.seed ?? {};
  const isTold = step.state.vendor.capabilities.canSeedHistory === 'opening';
  if (items.length > 0 && !isTold) step.sendNow({ type: 'seed-history', items }, standby.connection);
  patchStandby(step, {
    isReady: true,
    effective: { turnDetection, model, voice },
    sessionId: event.sessionId ?? standby.sessionId,
    expiresAtMs: event.expiresAtMs ?? standby.expiresAtMs,
  });
}

/** The connection in use is gone, and the standby connection is being opened already. */
export function takeStandby(step: Step, { connection, told, sessionId, expiresAtMs }: Standby): void {
  step.patch({ connection, effective: null, sessionId, expiresAtMs });
  if (told) step.update('configuration', { told });
  step.do({ type: 'switch-connection', connection });
}

/** The working connection is kept, and another standby connection is tried. */
export function failStandby(step: Step, reason: string): void {
  const { standby, failures } = step.state.renewal;
  if (!standby) return;
  step.log('The connection that was to replace the current one failed.', reason);
  step.do({ type: 'close-standby' });
  const waitMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0;
  step.update('renewal', {
    standby: null,
    failures: failures + 1,
    retryAtMs: step.moment.atMs + waitMs,
  });
  step.do({ type: 'set-timer', timer: 'renewal', afterMs: waitMs });
}

/**
 * Goes over to the standby connection: the session stays live. What was said since it was told the conversation is added, and
 * a turn of the user that is not over is said again.
 *
 * @param isTorn whether the old connection has ended or is about to, so that the user may be speaking unnoticed by the vendor
 */
export function switchConnection(
  step: Step,
  playhead: HeardSoFar | null,
  cause: RenewalCause,
  isTorn = false,
): void {
  const { standby } = step.state.renewal;
  if (!standby) return;
  startGap(step, cause);
  stopRenewal(step);
  const isReplayed = isTorn || !isPause(step);
  if (isReplayed) recordLoss(step, playhead);
  const isKept = leaveForNext(step, playhead);
  if (!isKept && !step.public.isTurnOpen)
    step.movePhase(step.public.phase === 'user-speaking' ? 'turn-cancelled' : 'cut');
  const { connection, sessionId, expiresAtMs, effective, told } = standby;
  step.patch({ connection, sessionId, expiresAtMs, effective, isQueued: false });
  step.update('configuration', { told });
  step.do({ type: 'switch-connection', connection });
  step.update('loss', { isReseeded: true });
  tellRest(step, standby);
  sendDifference(step);
  watchExpiry(step);
  continueTurn(step);
  askAgain(step);
  if (!isReplayed) return reportContinuity(step, takeLost(step));
  // The lost part of the turn is known when its audio is let out.
  step.do({ type: 'release-audio', isLossTold: true });
}

/** The switch is over, and what the old connection took with it is known. */
export function reportSwitch(step: Step, lostAudioMs: number): void {
  step.update('loss', { lostAudioMs: step.state.loss.lostAudioMs + lostAudioMs });
  const { gap } = step.state.history;
  // There was no moment without a connection, as far as is known.
  if (gap && gap.cause !== 'connection-silent')
    step.update('history', { gap: { ...gap, sinceMs: step.moment.atMs } });
  // A connection that is lost at the same moment reports it all, when it is replaced.
  if (step.isLive) reportContinuity(step, takeLost(step));
}

/** Tells the connection what has been settled since it was told the conversation. */
function tellRest(step: Step, { connection, seed, settledIds }: Standby): void {
  if (seed) hideNotes(step, seed);
  const rest = planSeed(step.state, { connection, toldIds: settledIds, skippedIds: askedAgainIds(step) });
  if (rest && rest.items.length > 0) {
    if (settledIds.size === 0) hideNotes(step, rest);
    step.sendNow({ type: 'seed-history', items: rest.items });
  }
  const items = [...(seed?.items ?? []), ...(rest?.items ?? [])];
  const lost = [...(seed?.lost ?? []), ...(rest?.lost ?? [])];
  recordSeeded(step, items);
  step.update('history', { seed: { items, toldIds: settledIds, lost } });
}
