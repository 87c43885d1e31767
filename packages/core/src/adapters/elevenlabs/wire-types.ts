/*
 * ElevenLabs' frames, as far as the codec reads or writes them (contract package `@elevenlabs/types` 0.23.0, autumn 2026).
 * Each field of a server frame is read as untrusted.
 */

/** The times of an audio chunk's letters, in milliseconds from its start. */
export interface WireAlignment {
  chars: readonly string[];
  char_start_times_ms: readonly number[];
  char_durations_ms: readonly number[];
}

/** The payload of `error`. */
export interface WireError {
  code: number;
  message: string;
  error_type: string;
  reason: string;
}

/** The payload of `mcp_tool_call`, which ElevenLabs sends in each state of a call to an MCP server. */
export interface WireMcpCall {
  service_id: string;
  tool_call_id: string;
  tool_name: string;
  parameters: object;
  state: 'loading' | 'awaiting_approval' | 'success' | 'failure';
  result: unknown;
  error_message: string;
}

/** The payload of each server event that the codec reads, by the event's `type`. */
export interface WireServerEvents {
  conversation_initiation_metadata: {
    conversation_id: string;
    agent_output_audio_format: string;
    user_input_audio_format: string;
  };
  ping: { event_id: number; ping_ms: number | null };
  audio: { audio_base_64: string; event_id: number; alignment: WireAlignment };
  user_transcript: { user_transcript: string; event_id: number };
  tentative_user_transcript: { user_transcript: string; event_id: number };
  agent_response: { agent_response: string; event_id: number; attachments: readonly object[] };
  agent_response_correction: { corrected_agent_response: string; event_id: number };
  agent_chat_response_part: { text: string; type: 'start' | 'delta' | 'stop'; event_id: number };
  interruption: { event_id: number };
  client_tool_call: { tool_name: string; tool_call_id: string; parameters: object; event_id: number };
  mcp_tool_call: WireMcpCall;
}

/** A server frame: its `type`, and the payload under a key that depends on the type. */
export interface WireServerFrame {
  type: string;
  conversation_initiation_metadata_event: WireServerEvents['conversation_initiation_metadata'];
  ping_event: WireServerEvents['ping'];
  audio_event: WireServerEvents['audio'];
  user_transcription_event: WireServerEvents['user_transcript'];
  tentative_user_transcription_event: WireServerEvents['tentative_user_transcript'];
  agent_response_event: WireServerEvents['agent_response'];
  agent_response_correction_event: WireServerEvents['agent_response_correction'];
  text_response_part: WireServerEvents['agent_chat_response_part'];
  interruption_event: WireServerEvents['interruption'];
  client_tool_call: WireServerEvents['client_tool_call'];
  mcp_tool_call: WireServerEvents['mcp_tool_call'];
  error_event: WireError;
  /** Seen in place of `error_event` (elevenlabs/packages 911, July 2026). */
  message: string;
}

/** The settings of the agent that one conversation overrides. */
export interface WireOverride {
  agent: {
    prompt?: { prompt?: string | undefined; llm?: string | undefined };
    language?: string | undefined;
    first_message?: string | undefined;
  };
  tts: { voice_id?: string | undefined; speed?: number | undefined };
  asr?: { keywords: readonly string[] };
  conversation: { text_only?: boolean | undefined };
}

/** An image that was uploaded. */
interface WireFile {
  type: 'file_input';
  file_id: string;
}

/** A client frame. */
export type WireClientEvent =
  | { user_audio_chunk: string }
  | {
      type: 'conversation_initiation_client_data';
      conversation_config_override: WireOverride;
      dynamic_variables?: Readonly<Record<string, string | number | boolean>> | undefined;
      user_id?: string | undefined;
    }
  | { type: 'pong'; event_id: number }
  | { type: 'user_message' | 'contextual_update'; text: string }
  | { type: 'multimodal_message'; text?: object; file: WireFile; files: readonly WireFile[] }
  | { type: 'client_tool_result'; tool_call_id: string; result: string; is_error: boolean }
  | { type: 'mcp_tool_approval_result'; tool_call_id: string; is_approved: boolean };
