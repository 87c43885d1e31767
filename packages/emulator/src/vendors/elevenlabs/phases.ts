import type { PhaseReader } from '../../faults/vendor-faults.ts';

/**
 * Creates a reader of the events of one conversation, also of those that the agent's settings keep back. No event tells when
 * the user begins to speak: the dialogue does.
 */
export function createPhaseReader(): PhaseReader {
  const pending = new Set<unknown>();
  return (direction, frame) => {
    const call = (frame['client_tool_call'] ?? {}) as Readonly<Record<string, unknown>>;
    switch (frame['type']) {
      case 'conversation_initiation_metadata':
        return ['configured'];
      case 'user_message':
      case 'multimodal_message':
      case 'user_transcript':
        return ['thinking'];
      case 'audio':
      case 'agent_response':
        return ['speaking'];
      case 'client_tool_call':
        pending.add(call['tool_call_id']);
        return ['tool-running'];
      case 'client_tool_result':
        if (direction === 'out' || !pending.delete(frame['tool_call_id'])) return [];
        return pending.size === 0 ? ['thinking'] : [];
      case 'agent_response_complete':
        return ['listening'];
      default:
        return [];
    }
  };
}
