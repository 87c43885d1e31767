/*
 * Cartesia's frames, as far as the codec reads or writes them (AsyncAPI 2026-08-14; the Line protocol from guides and clients of
 * autumn 2026). Each field of a server frame is read as untrusted.
 */

/** The audio format of both directions. */
export type WireFormat = 'mulaw_8000' | 'pcm_16000' | 'pcm_24000' | 'pcm_44100';

/** A tool that the agent called in a turn, wherever it ran. */
export interface WireToolCall {
  id?: string;
  name: string;
  arguments: object;
  result?: string;
}

interface WireTurn {
  /** One counter for both roles. The Line protocol sends none. */
  turn: number;
  role: 'user' | 'assistant';
}

/** The fields of each server frame of managed agents, by its `type`. */
export interface WireServerEvents {
  session_ready: { call_id: string; agent_id: string; agent_version_id: string; audio: object };
  audio_output: { audio: string };
  audio_output_clear: object;
  turn_started: WireTurn & { start_time: number };
  turn_output_text_delta: WireTurn & { text: string };
  turn_ended: WireTurn & {
    text: string;
    interrupted: boolean;
    start_time: number;
    end_time: number;
    tool_calls: readonly WireToolCall[];
  };
  client_tool_call: {
    tool_call_id: string;
    tool_name: string;
    parameters: object;
    expects_response: boolean;
  };
  dtmf_output: { digit: string };
  error: { code: string; message: string; fatal: boolean };
}

/** A server frame of managed agents, with the fields of all types. */
export type WireServerFrame = { type: string } & WireServerEvents['session_ready'] &
  WireServerEvents['audio_output'] &
  WireServerEvents['turn_ended'] &
  WireServerEvents['client_tool_call'] &
  WireServerEvents['dtmf_output'] &
  WireServerEvents['error'];

/** A server frame of the Line protocol, with the fields of all events. The shape of `error` is not documented. */
export interface WireLineFrame {
  event: string;
  stream_id: string;
  media: { payload: string };
  dtmf: string;
  metadata: object;
  transfer: { target_phone_number: string };
  call_id: string;
  error: unknown;
  turn_started: object;
  turn_output_text_delta: object;
  turn_ended: object;
}

/** A client frame of managed agents. */
export type WireClientEvent =
  | {
      type: 'session_create';
      audio: { input_format: WireFormat; output_delivery?: 'as_available' | 'speaking_pace' };
      dynamic_variables?: Readonly<Record<string, string | number | boolean>>;
    }
  | { type: 'audio_input'; audio: string }
  | { type: 'dtmf_input'; digit: string }
  | {
      type: 'client_tool_result';
      tool_call_id: string;
      result: string;
      is_error?: boolean;
      error_type?: string;
    };

/** A client frame of the Line protocol. */
export type WireLineClientEvent =
  | {
      event: 'start';
      config: {
        input_format: WireFormat;
        voice_id?: string | undefined;
        output_audio_delivery?: 'as_available' | 'speaking_pace';
      };
      agent?: { system_prompt?: string; introduction?: string } | undefined;
      metadata?: object;
    }
  | { event: 'media_input'; stream_id?: string; media: { payload: string } }
  | { event: 'dtmf'; stream_id?: string; dtmf: string }
  | { event: 'custom'; stream_id?: string; metadata: object };

/** The settings of one call, which the minter sends. */
export interface WireSessionRequest {
  dynamic_variables?: object;
  config_overrides?: {
    instructions?: string;
    initial_message?: string;
    language?: string;
    audio?: { output: { voice_id?: string; speed?: number } };
  };
}

/** A request of the text-to-speech WebSocket (AsyncAPI 2026-08-14). A context fixes all fields but `transcript`. */
export interface WireSpeechRequest {
  readonly model_id: string;
  readonly transcript: string;
  readonly voice: { readonly id: string };
  readonly output_format: {
    readonly container: 'raw';
    readonly encoding: 'pcm_s16le' | 'pcm_mulaw' | 'pcm_alaw';
    readonly sample_rate: number;
  };
  readonly context_id: string;
  readonly continue: boolean;
  readonly add_timestamps: boolean;
  readonly language?: string;
  readonly generation_config?: {
    readonly speed?: number;
    readonly volume?: number;
    readonly emotion?: string;
  };
}

/** A server frame of the text-to-speech WebSocket, with the fields of all types. */
export interface WireSpeechEvent {
  readonly type: 'chunk' | 'timestamps' | 'phoneme_timestamps' | 'flush_done' | 'done' | 'error';
  readonly context_id?: string;
  readonly status_code?: number;
  readonly done?: boolean;
  readonly data?: string;
  readonly word_timestamps?: {
    readonly words: readonly string[];
    readonly start: readonly number[];
    readonly end: readonly number[];
  };
  readonly title?: string;
  readonly message?: string;
  readonly error_code?: string;
}
