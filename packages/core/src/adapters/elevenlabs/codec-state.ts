import { BaseCodecState } from '../../protocol/base-codec-state.ts';
import { RecentMap, RecentSet } from '../../util/recent.ts';
import type { Untrusted } from '../../util/untrusted.ts';
import type { ElevenLabsOptions } from './options.ts';
import { WaitQueue } from './wait-queue.ts';
import type { WireServerEvents } from './wire-types.ts';

/** The payload of an `audio` event, as it came. */
export type WireAudio = Untrusted<WireServerEvents['audio']>;

/**
 * One message of the agent. ElevenLabs sends no id for it: `event_id` is shared by the two messages around a tool call, and
 * whether the audio of one message shares a number is not documented.
 */
export interface AgentMessage {
  readonly id: string;
  /** The number of letters of its text; `null` until `agent_response` has brought the whole text. */
  letterCount: number | null;
  /** The number of letters that the alignments of its audio have placed. */
  placedCount: number;
  /** The length of its audio so far, in milliseconds. */
  audioMs: number;
  /** An `agent_chat_response_part` has started its text, and no `stop` has come. */
  isTextStreaming: boolean;
  /** The codec has ended its response. Audio that still comes continues the item. */
  isDone: boolean;
  /** A `ping` has come since its last content. */
  isQuiet: boolean;
}

/** The user's turn, which begins with its first words: ElevenLabs sends no event for the start of speech. */
export interface UserTurn {
  readonly id: string;
  /** The words of the last `tentative_user_transcript`. */
  words: string;
}

/** The state of one connection. */
export class CodecState extends BaseCodecState<ElevenLabsOptions> {
  isTextOnly = false;
  /** The highest `event_id` of the agent's text and audio, which `feedback` refers to. The official client begins at 1. */
  lastEventId = 1;
  /** The highest `event_id` of any audio, dropped audio included. */
  lastAudioEventId = -1;
  /** The last chunk of audio, as it came. */
  lastChunk: WireAudio = {};
  /** Audio up to this `event_id` belongs to messages that were interrupted. */
  interruptedEventId = -1;
  /** The current message, or the last one as long as its audio may continue. */
  agentMessage: AgentMessage | null = null;
  /** The item of each `event_id`, for `agent_response_correction`. */
  readonly itemIds = new RecentMap<number, string>();
  lastItemId: string | null = null;
  userTurn: UserTurn | null = null;
  /** The last `user_transcript`: the same words under the same `event_id` are the same turn. */
  transcript: { readonly eventId: number | null; readonly words: string } | null = null;
  /** The text of the last `user_message`. ElevenLabs may echo it as `user_transcript`. */
  sentText: string | null = null;
  /** The agent has begun a message since the last `user_message`, so an interruption is caused by the user's voice. */
  isSentTextAnswered = false;
  readonly toolCallIds = new RecentSet<string>();
  readonly queue = new WaitQueue();
}
