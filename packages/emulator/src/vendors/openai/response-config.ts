import { formatName } from './audio-format.ts';
import type { FormatName } from './audio-format.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { isReasoningModel } from './session-config.ts';

/** The reason for which a response stops before its end. The last reason is internal and never sent. */
export type StopReason = 'turn_detected' | 'client_cancelled' | 'max_output_tokens' | 'closed';

/** The resolved configuration of a response. */
export interface ResponseTarget {
  readonly modality: 'audio' | 'text';
  readonly format: FormatName;
  readonly voice: string;
  readonly speed: number;
  readonly maxTokens: number;
  /** Whether messages carry a phase, as those of the newer models do. */
  readonly hasPhases: boolean;
}

/** Resolves the configuration of a response. */
export function readTarget(config: Wire): ResponseTarget {
  const { output } = config['audio'] as { readonly output: Wire };
  const [modality] = config['output_modalities'] as readonly ('audio' | 'text')[];
  const { voice } = output;
  return {
    modality: modality ?? 'audio',
    format: formatName(output['format']),
    voice: typeof voice === 'string' ? voice : String((voice as Wire)['id']),
    speed: Number(output['speed'] ?? 1),
    maxTokens: config['max_output_tokens'] === 'inf' ? Infinity : Number(config['max_output_tokens']),
    hasPhases: isReasoningModel(config),
  };
}

/** Writes a response as the vendor does. */
export function describeResponse(config: Wire, { id, conversationId, ...fields }: Wire): Wire {
  const { output } = config['audio'] as { readonly output: Wire };
  return {
    object: 'realtime.response',
    id,
    status: fields['status'],
    status_details: fields['status_details'] ?? null,
    output: fields['output'],
    conversation_id: conversationId,
    output_modalities: config['output_modalities'],
    max_output_tokens: config['max_output_tokens'],
    audio: { output: { format: output['format'], voice: output['voice'] } },
    usage: fields['usage'] ?? null,
    metadata: config['metadata'] ?? null,
  };
}

/** The outcome of a response. */
export function outcomeOf(signal: AbortSignal, failure: Wire | null): Wire {
  if (failure) return { status: 'failed', status_details: { type: 'failed', error: failure } };
  if (!signal.aborted) return { status: 'completed', status_details: null };
  const reason = signal.reason as StopReason;
  const status = reason === 'max_output_tokens' ? 'incomplete' : 'cancelled';
  return { status, status_details: { type: status, reason } };
}

/** The vendor's error for a failed response. */
export function failureOf(error: unknown): Wire {
  if (error instanceof Refusal)
    return { type: error.wire.type, code: error.wire.code, message: error.wire.message };
  const message = error instanceof Error ? error.message : String(error);
  return { type: 'server_error', code: 'server_error', message };
}
