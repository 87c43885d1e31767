import type { FaultMoment } from '../../faults/fault.ts';
import type { PhaseReader } from '../../faults/vendor-faults.ts';

/** Events of text to speech, where the first request configures the connection. */
const SPEECH: Readonly<Record<string, readonly FaultMoment[]>> = {
  chunk: ['speaking'],
  done: ['listening'],
};

/** Creates a reader of the events of one call, of either dialect, or of text to speech. */
export function createPhaseReader(): PhaseReader {
  const pending = new Set<unknown>();
  return (direction, frame) => {
    const type = String(frame['type'] ?? frame['event']);
    const { role } = (frame[type] ?? frame) as Readonly<Record<string, unknown>>;
    switch (type) {
      case 'session_ready':
      case 'ack':
        return ['configured'];
      case 'turn_started':
        return role === 'user' ? ['user-speaking'] : ['thinking'];
      case 'turn_ended':
        return role === 'user' ? ['thinking'] : ['listening'];
      case 'audio_output':
      case 'media_output':
        return ['speaking'];
      case 'client_tool_call':
        if (frame['expects_response'] !== false) pending.add(frame['tool_call_id']);
        return ['tool-running'];
      case 'client_tool_result':
        return pending.delete(frame['tool_call_id']) && pending.size === 0 ? ['thinking'] : [];
      default:
        if (direction === 'in' && frame['transcript'] !== undefined) return ['configured', 'thinking'];
        return SPEECH[type] ?? [];
    }
  };
}
