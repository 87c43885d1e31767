import type { FaultMoment } from '../../faults/fault.ts';
import type { PhaseReader } from '../../faults/vendor-faults.ts';

/** Creates a reader of the events of one connection. On a call, the agent speaks while the output buffer plays. */
export function createPhaseReader(): PhaseReader {
  const pending = new Set<unknown>();
  const atRest = (): FaultMoment => (pending.size > 0 ? 'tool-running' : 'listening');
  let isPlaying = false;

  const readOut: PhaseReader = (_direction, frame, phase) => {
    switch (frame['type']) {
      case 'session.updated':
        return phase === 'upgrade' ? ['configured', 'listening'] : [];
      case 'input_audio_buffer.speech_started':
        return ['user-speaking'];
      case 'input_audio_buffer.speech_stopped':
      case 'response.created':
        return ['thinking'];
      case 'response.output_audio.delta':
      case 'response.output_text.delta':
        return ['speaking'];
      case 'output_audio_buffer.started':
        isPlaying = true;
        return ['speaking'];
      case 'output_audio_buffer.stopped':
      case 'output_audio_buffer.cleared':
        isPlaying = false;
        return phase === 'speaking' ? [atRest()] : [];
      case 'response.function_call_arguments.done':
        pending.add(frame['call_id']);
        return [];
      case 'response.done':
        if (pending.size > 0) return ['tool-running'];
        return phase === 'user-speaking' || isPlaying ? [] : ['listening'];
      default:
        return [];
    }
  };

  return (direction, frame, phase) => {
    if (direction === 'out') return readOut(direction, frame, phase);
    if (frame['type'] === 'response.create') return ['thinking'];
    const { type, call_id } = (frame['item'] ?? {}) as Readonly<Record<string, unknown>>;
    if (type !== 'function_call_output' || !pending.delete(call_id)) return [];
    return pending.size === 0 ? ['thinking'] : [];
  };
}
