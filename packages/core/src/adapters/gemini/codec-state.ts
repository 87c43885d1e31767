import type { SessionConfig } from '../../protocol/session-config.ts';
import { BaseCodecState } from '../../protocol/base-codec-state.ts';
import { RecentSet } from '../../util/recent.ts';
import { modelOf } from './models.ts';
import type { GeminiOptions } from './options.ts';
import { UsageReports } from './usage-reports.ts';

/** A turn of the model, from its first content to `turnComplete`. Gemini sends no id for it. */
export interface ModelTurn {
  readonly id: string;
  /** Opened because `interactionStatus` was `IN_PROGRESS` at the end of the turn before it. It may stay empty. */
  readonly isContinued: boolean;
  itemId: string | null;
  itemCount: number;
  /** All audio of the current item has arrived. */
  isItemEnded: boolean;
  isGenerationComplete: boolean;
  /** Gemini sent `interrupted`: content that still arrives for this turn is dropped. */
  isInterrupted: boolean;
  /** The user has started a new turn since the generation ended, so the next content belongs to a new model turn. */
  isSuperseded: boolean;
}

/** One turn of the user. Gemini sends its words late and without an id. */
export interface InputTurn {
  readonly id: string;
  words: string;
  /** The words that arrived after the model had generated its whole answer. They may belong to the next turn. */
  lateWords: string;
  isSpeaking: boolean;
  hasStopped: boolean;
  isTranscriptDone: boolean;
}

/** The state of one connection. Gemini sends no ids, so the meaning of a frame depends on what was sent before. */
export class CodecState extends BaseCodecState<GeminiOptions> {
  /** The configuration that was sent; `null` before that. */
  config: SessionConfig | null = null;
  /** Gemini has sent `setupComplete`. */
  isConfigured = false;
  /** The client has sent `activityStart` without `activityEnd`. */
  isActivityOpen = false;
  /** Audio was sent since the last `audioStreamEnd`. */
  isAudioStreaming = false;
  /** Audio was sent since the last model turn began, so the next model turn answers speech. */
  hasSentAudio = false;
  /** A text, a tool result or `turnComplete` was sent, so the next model turn does not answer speech. */
  isPrompted = false;
  /** A message that interrupts the model was sent, so the next `interrupted` is not caused by the user's voice. */
  isInterruptSent = false;
  /** The client discarded the user's turn, so the model's answer to it is dropped. */
  isInputDiscarded = false;
  modelTurn: ModelTurn | null = null;
  /** The user's turn that the model has not answered yet. */
  inputTurn: InputTurn | null = null;
  /** The user's turn that the current model turn answers. More of its words may arrive. */
  answeredTurn: InputTurn | null = null;
  /** `interactionStatus` of the current frame. */
  interactionStatus = '';
  readonly requestedCallIds = new RecentSet<string>();
  /** Ids made by this codec for calls that came without one, which happens on Vertex AI. */
  readonly generatedCallIds = new RecentSet<string>();
  /** Calls that `toolCallCancellation` named: Gemini wants no result for them. */
  readonly cancelledCallIds = new RecentSet<string>();
  readonly usage = new UsageReports((event) => this.emit(event));

  get model(): string {
    return modelOf(this.options, this.config);
  }

  /** Whether the client opens and closes turns (`automaticActivityDetection.disabled`); `null` before the configuration. */
  get isManual(): boolean | null {
    return this.config && this.config.turnDetection?.mode === 'off';
  }

  /** Whether content of the model is passed on. */
  get isAudible(): boolean {
    return !this.isInputDiscarded && !(this.modelTurn?.isInterrupted && !this.modelTurn.isSuperseded);
  }

  /** Whether a codec made the id of a call: this one, or that of the connection that this one has taken up. */
  isGeneratedCallId(callId: string): boolean {
    if (this.generatedCallIds.has(callId)) return true;
    return !this.requestedCallIds.has(callId) && /^call_\d+_\d+$/.test(callId);
  }
}
