/**
 * The vendor's frames (GA protocol, November 2026), with the fields that this adapter reads or writes. The file has types
 * only, so nothing of it reaches a bundle. `wire-types.test-d.ts` compares it with the vendor's own types. A field that the
 * vendor sends and does not type is marked as untyped.
 */

/** The position of a piece of output. */
interface Output {
  response_id: string;
  item_id: string;
  content_index: number;
}

interface Call {
  response_id: string;
  item_id: string;
}

/** A piece of an item or of a response. */
export interface WirePart {
  type?: string;
  text?: string;
  transcript?: string | null;
  image_url?: string;
}

/** An item of any kind, with the fields of all kinds. */
export interface WireItem {
  type?: string;
  id?: string;
  status?: string;
  role?: string;
  content?: readonly WirePart[];
  /** Untyped; gpt-realtime-2.1 and -2.1-mini send `commentary` or `final_answer` (recorded in summer 2026). */
  phase?: string;
  call_id?: string;
  name?: string;
  arguments?: string;
  output?: string | null;
  server_label?: string;
  tools?: readonly { name: string; description?: string | null }[];
  error?: { message: string } | null;
  approval_request_id?: string | null;
  approve?: boolean;
  reason?: string | null;
}

/** An error in an `error` event, a failed response or a failed transcription. */
export interface WireError {
  type?: string;
  code?: string | null;
  message?: string;
  param?: string | null;
  event_id?: string | null;
}

/** Tokens by modality. */
export interface WireTokenCounts {
  text_tokens?: number;
  audio_tokens?: number;
  image_tokens?: number;
}

/** The usage of a response or of a transcription, which may count seconds. */
export interface WireUsage {
  type?: string;
  seconds?: number;
  total_tokens?: number;
  input_tokens?: number;
  output_tokens?: number;
  input_token_details?: WireTokenCounts & { cached_tokens?: number; cached_tokens_details?: WireTokenCounts };
  /** `reasoning_tokens` is untyped (recorded in September 2026) and a part of the text. */
  output_token_details?: WireTokenCounts & { reasoning_tokens?: number };
}

/** One rate limit. */
export interface WireRateLimit {
  name?: string;
  limit?: number;
  remaining?: number;
  reset_seconds?: number;
}

/** A response as it begins and as it ends. */
export interface WireResponse {
  id?: string;
  status?: string;
  status_details?: { reason?: string; error?: WireError } | null;
  output?: readonly WireItem[];
  conversation_id?: string | null;
  usage?: WireUsage | null;
  metadata?: Readonly<Record<string, string>> | null;
}

/** The turn detection in force, with the fields of both kinds. */
export interface WireTurnDetection {
  type?: string;
  create_response?: boolean;
  interrupt_response?: boolean;
  threshold?: number;
  prefix_padding_ms?: number;
  silence_duration_ms?: number;
  idle_timeout_ms?: number | null;
  eagerness?: string;
}

/** A session in the server's events. `id` and `expires_at` are on the wire and in no type of a running session. */
export interface WireServerSession {
  type?: string;
  id?: string;
  /** The end of the session, in seconds since 1970; 0 where it is unknown so far. */
  expires_at?: number;
  model?: string;
  audio?: {
    input?: { turn_detection?: WireTurnDetection | null };
    output?: { voice?: string | { id: string } };
  };
  /** Untyped; xAI keeps these two at the top, as the beta protocol did (recorded in summer 2026). */
  turn_detection?: WireTurnDetection | null;
  voice?: string;
}

/** Every server event of the GA protocol by its type, with the fields that are read. */
export interface WireServerEvents {
  'session.created': { session: WireServerSession };
  'session.updated': { session: WireServerSession };
  'conversation.created': { conversation: { id?: string } };
  'conversation.item.added': { item: WireItem; previous_item_id?: string | null };
  'conversation.item.done': { item: WireItem; previous_item_id?: string | null };
  'conversation.item.retrieved': { item: WireItem };
  'conversation.item.deleted': { item_id: string };
  'conversation.item.truncated': { item_id: string; content_index: number; audio_end_ms: number };
  'conversation.item.input_audio_transcription.delta': { item_id: string; delta?: string };
  'conversation.item.input_audio_transcription.completed': {
    item_id: string;
    transcript: string;
    usage: WireUsage;
  };
  'conversation.item.input_audio_transcription.failed': { item_id: string; error: WireError };
  'conversation.item.input_audio_transcription.segment': {
    item_id: string;
    id: string;
    text: string;
    speaker: string;
    start: number;
    end: number;
  };
  'input_audio_buffer.speech_started': { item_id: string; audio_start_ms: number };
  'input_audio_buffer.speech_stopped': { item_id: string; audio_end_ms: number };
  'input_audio_buffer.committed': { item_id: string; previous_item_id?: string | null };
  'input_audio_buffer.cleared': object;
  'input_audio_buffer.timeout_triggered': { item_id: string; audio_start_ms: number; audio_end_ms: number };
  'input_audio_buffer.dtmf_event_received': { event: string };
  'output_audio_buffer.started': { response_id: string };
  'output_audio_buffer.stopped': { response_id: string };
  'output_audio_buffer.cleared': { response_id: string };
  'response.created': { response: WireResponse };
  'response.done': { response: WireResponse };
  'response.output_item.added': { response_id: string; output_index: number; item: WireItem };
  'response.output_item.done': { response_id: string; output_index: number; item: WireItem };
  'response.content_part.added': Output & { part: WirePart };
  'response.content_part.done': Output & { part: WirePart };
  'response.output_text.delta': Output & { delta: string };
  'response.output_text.done': Output & { text: string };
  'response.output_audio.delta': Output & { delta: string };
  'response.output_audio.done': Output;
  'response.output_audio_transcript.delta': Output & { delta: string };
  'response.output_audio_transcript.done': Output & { transcript: string };
  'response.function_call_arguments.delta': Call & { call_id: string; delta: string };
  'response.function_call_arguments.done': Call & { call_id: string; name: string; arguments: string };
  'response.mcp_call_arguments.delta': Call & { delta: string };
  'response.mcp_call_arguments.done': Call & { arguments: string };
  'response.mcp_call.in_progress': { item_id: string };
  'response.mcp_call.completed': { item_id: string };
  'response.mcp_call.failed': { item_id: string };
  'mcp_list_tools.in_progress': { item_id: string };
  'mcp_list_tools.completed': { item_id: string };
  'mcp_list_tools.failed': { item_id: string };
  'rate_limits.updated': { rate_limits: readonly WireRateLimit[] };
  error: { error: WireError };
}

type FieldOf<Event> = Event extends unknown ? keyof Event : never;

/** The fields of all server events, before they are read. `status` is xAI's, in transcripts that are not final. */
export type WireFields = {
  readonly [Field in 'type' | 'status' | FieldOf<WireServerEvents[keyof WireServerEvents]>]?: unknown;
};

/** A format of audio. */
export type WireFormat =
  | { type: 'audio/pcm'; rate: number }
  | { type: 'audio/pcmu' }
  | { type: 'audio/pcma' };

type WireVoice = string | { id: string };

/** A tool of the app, or a remote server of tools. */
export type WireTool =
  | { type: 'function'; name: string; description?: string; parameters?: unknown }
  | {
      type: 'mcp';
      server_label: string;
      server_url?: string;
      server_description?: string;
      authorization?: string;
      headers?: Record<string, string>;
      allowed_tools?: string[];
      require_approval?: 'always' | 'never';
    };

/** The tool to call. */
export type WireToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { type: 'function'; name: string }
  | { type: 'mcp'; server_label: string; name?: string };

/** Settings that a session and a single response share. */
export interface WireShared {
  output_modalities?: ('audio' | 'text')[];
  instructions?: string;
  tools?: WireTool[];
  tool_choice?: WireToolChoice;
  parallel_tool_calls?: boolean;
  reasoning?: { effort: 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' };
  max_output_tokens?: number | 'inf';
}

/** Turn detection as a client sets it. */
export type WireTurnDetectionSetting =
  | {
      type: 'server_vad';
      threshold?: number;
      prefix_padding_ms?: number;
      silence_duration_ms?: number;
      idle_timeout_ms?: number | null;
      create_response?: boolean;
      interrupt_response?: boolean;
    }
  | {
      type: 'semantic_vad';
      eagerness?: 'low' | 'medium' | 'high' | 'auto';
      create_response?: boolean;
      interrupt_response?: boolean;
    };

interface WireTranscription {
  model?: string;
  language?: string;
  languages?: readonly string[];
  keywords?: readonly string[];
  prompt?: string;
  delay?: 'minimal' | 'low' | 'medium' | 'high' | 'xhigh';
}

/** Settings of the user's audio. */
export interface WireInputSettings {
  format?: WireFormat;
  /** `null`, which turns them off, is on the wire and missing from the vendor's types. */
  transcription?: WireTranscription | null;
  noise_reduction?: { type: 'near_field' | 'far_field' } | null;
  turn_detection?: WireTurnDetectionSetting | null;
}

/** A configuration, as a client writes it. */
export interface WireSession extends WireShared {
  type: 'realtime';
  model?: string;
  truncation?:
    | 'auto'
    | 'disabled'
    | { type: 'retention_ratio'; retention_ratio: number; token_limits?: { post_instructions: number } };
  audio?: {
    input?: WireInputSettings;
    output?: { format?: WireFormat; voice?: WireVoice; speed?: number };
  };
}

/** A configuration in xAI's form: turn detection and voice stand at the top, and a session has no type. */
export interface WireXaiSession extends Omit<WireSession, 'type' | 'audio'> {
  voice?: WireVoice;
  turn_detection?: WireTurnDetectionSetting | { type: null };
  audio?: {
    input?: Omit<WireInputSettings, 'turn_detection'>;
    output?: { format?: WireFormat; speed?: number };
  };
}

/** Options of one response. */
export interface WireResponseOptions extends WireShared {
  audio?: { output: { format: WireFormat; voice: WireVoice } };
  conversation?: 'none';
  input?: WireNewItem[];
  metadata?: Record<string, string>;
}

type WireText<Type> = { type: Type; text: string };

/** A part of a message by the user. */
export type WireUserPart =
  | WireText<'input_text'>
  | { type: 'input_image'; image_url: string; detail?: 'auto' | 'low' | 'high' };

/** An item that a client may create. The agent's audio cannot be created. */
export type WireNewItem =
  | {
      type: 'message';
      id?: string;
      role: 'user';
      content: WireUserPart[];
    }
  | { type: 'message'; id?: string; role: 'system'; content: WireText<'input_text'>[] }
  | { type: 'message'; id?: string; role: 'assistant'; content: WireText<'output_text'>[] }
  | { type: 'function_call'; id?: string; call_id: string; name: string; arguments: string }
  | { type: 'function_call_output'; id?: string; call_id: string; output: string }
  | {
      type: 'mcp_approval_response';
      id: string;
      approval_request_id: string;
      approve: boolean;
      reason?: string | null;
    }
  | { type: 'item_reference'; id: string };

/** The client events of the GA protocol. */
export type WireClientEvent =
  | { type: 'session.update'; session: WireSession }
  | { type: 'input_audio_buffer.append'; audio: string }
  | { type: 'input_audio_buffer.commit' }
  | { type: 'input_audio_buffer.clear' }
  | { type: 'conversation.item.create'; item: WireNewItem; previous_item_id?: string }
  | { type: 'conversation.item.retrieve'; item_id: string }
  | { type: 'output_audio_buffer.clear' }
  | { type: 'conversation.item.truncate'; item_id: string; content_index: number; audio_end_ms: number }
  | { type: 'conversation.item.delete'; item_id: string }
  | { type: 'response.create'; response?: WireResponseOptions }
  | { type: 'response.cancel'; response_id?: string };

/** The answer to `POST /realtime/client_secrets`. */
export interface WireSecret {
  value: string;
  /** In seconds since 1970. */
  expires_at: number;
}
