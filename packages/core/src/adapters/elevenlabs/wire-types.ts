/**
 * The vendor's frames as the vendor writes them (contract package `@elevenlabs/types` 0.23.0, autumn 2026), as far as this
 * adapter reads or writes them. Types only: nothing of this file reaches a bundle.
 */

/** When the letters of a chunk are spoken, from its beginning. */
export interface WireAlignment {
  chars: readonly string[];
  char_start_times_ms: readonly number[];
  char_durations_ms: readonly number[];
}

/** What is told when something goes wrong. */
export interface WireError {
  code: number;
  message: string;
  error_type: string;
  reason: string;
}

/** A call that the vendor makes to an MCP server, told again in each of its states. */
export interface WireMcpCall {
  service_id: string;
  tool_call_id: string;
  tool_name: string;
  parameters: object;
  state: 'loading' | 'awaiting_approval' | 'success' | 'failure';
  result: unknown;
  error_message: string;
}

/** What lies under the key of each frame's own that is read; the other frames are handed on as they are. */
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

/** What one conversation does differently. */
export interface WireOverride {
  agent: {
    prompt?: { prompt?: string | undefined; llm?: string | undefined };
    language?: string | undefined;
  };
  tts: { voice_id?: string | undefined; speed?: number | undefined };
  asr?: { keywords: readonly string[] };
  conversation: { text_only?: boolean | undefined };
}

/** The frames of the client. */
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
  | { type: 'client_tool_result'; tool_call_id: string; result: string; is_error: boolean }
  | { type: 'mcp_tool_approval_result'; tool_call_id: string; is_approved: boolean };
