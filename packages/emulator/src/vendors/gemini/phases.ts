import type { FaultMoment } from '../../faults/fault.ts';
import type { PhaseReader } from '../../faults/vendor-faults.ts';
import type { Wire } from './frames.ts';

const part = (frame: Wire, name: string): Wire => (frame[name] ?? {}) as Wire;

/** Creates a reader of the messages of one connection. No message tells when the user begins to speak: the session does. */
export function createPhaseReader(): PhaseReader {
  const pending = new Set<unknown>();
  const atRest = (): FaultMoment => (pending.size > 0 ? 'tool-running' : 'listening');
  /** Whether the first content is the history of a new session, which is not answered. */
  let isHistory = false;

  const readIn = (frame: Wire): readonly FaultMoment[] => {
    if (part(part(frame, 'setup'), 'historyConfig')['initialHistoryInClientContent'] === true)
      isHistory = true;
    const { realtimeInput, clientContent, toolResponse } = frame;
    if (clientContent && part(frame, 'clientContent')['turnComplete'] === true) {
      const wasHistory = isHistory;
      isHistory = false;
      return wasHistory ? [] : ['thinking'];
    }
    if (realtimeInput) {
      const { text, activityStart, activityEnd } = part(frame, 'realtimeInput');
      if (activityStart) return ['user-speaking'];
      return activityEnd || typeof text === 'string' ? ['thinking'] : [];
    }
    if (!toolResponse) return [];
    const responses = (part(frame, 'toolResponse')['functionResponses'] ?? []) as readonly Wire[];
    for (const { id, willContinue } of responses) if (willContinue !== true) pending.delete(id);
    return pending.size === 0 ? ['thinking'] : [];
  };

  return (direction, frame, phase) => {
    if (direction === 'in') return readIn(frame);
    if (frame['setupComplete']) return ['configured', 'listening'];
    const calls = (part(frame, 'toolCall')['functionCalls'] ?? []) as readonly Wire[];
    for (const { id } of calls) pending.add(id);
    if (calls.length > 0) return ['tool-running'];
    const cancelled = (part(frame, 'toolCallCancellation')['ids'] ?? []) as readonly unknown[];
    for (const id of cancelled) pending.delete(id);
    const { modelTurn, turnComplete } = part(frame, 'serverContent');
    const parts = ((modelTurn as Wire | undefined)?.['parts'] ?? []) as readonly Wire[];
    if (parts.some(({ inlineData }) => inlineData)) return ['speaking'];
    return turnComplete && phase !== 'user-speaking' ? [atRest()] : [];
  };
}
