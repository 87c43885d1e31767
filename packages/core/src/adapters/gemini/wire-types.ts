/*
 * Gemini's frames, as far as the codec reads or writes them. Each field of a server frame is read as untrusted. A test compares the
 * types with those of `@google/genai`.
 */

/** Bytes in base64. */
export interface WireBlob {
  readonly mimeType: string;
  readonly data: string;
}

/** A part of a `Content`. */
export interface WirePart {
  readonly text?: string;
  readonly thought?: boolean;
  readonly inlineData?: WireBlob;
}

/** One entry of Gemini's history, by one role. */
export interface WireContent {
  readonly role?: 'user' | 'model';
  readonly parts: readonly WirePart[];
}

/** `thinkingConfig`: a level, or a budget on Gemini 2.x. */
export interface WireThinking {
  readonly thinkingLevel?: string;
  readonly thinkingBudget?: number;
}

/** The declaration of one of the app's tools. */
export interface WireFunction {
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters?: unknown;
  readonly parametersJsonSchema?: unknown;
  readonly behavior?: 'BLOCKING' | 'NON_BLOCKING' | undefined;
}

/** The tools of a session. */
export interface WireTools {
  readonly functionDeclarations: readonly WireFunction[];
}

/** The settings of a transcription. */
export interface WireTranscriptionConfig {
  readonly languageCodes?: readonly string[] | undefined;
  readonly customVocabulary?: readonly string[] | undefined;
}

/** `realtimeInputConfig`: how Gemini finds turns. */
export interface WireInputConfig {
  readonly automaticActivityDetection?: {
    readonly disabled?: boolean;
    readonly startOfSpeechSensitivity?: 'START_SENSITIVITY_HIGH' | 'START_SENSITIVITY_LOW' | undefined;
    readonly prefixPaddingMs?: number | undefined;
    readonly silenceDurationMs?: number | undefined;
  };
  readonly activityHandling?: 'NO_INTERRUPTION' | undefined;
  readonly turnCoverage?: 'TURN_INCLUDES_ALL_INPUT' | 'TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO';
}

/** The first message of a connection. */
export interface WireSetup {
  readonly model?: string | undefined;
  readonly generationConfig?: {
    readonly responseModalities?: readonly string[] | undefined;
    readonly maxOutputTokens?: number | undefined;
    readonly speechConfig?: { readonly voiceConfig: object } | undefined;
    readonly thinkingConfig?: WireThinking | undefined;
    readonly mediaResolution?: string | undefined;
  };
  readonly systemInstruction?: WireContent | undefined;
  readonly tools?: readonly WireTools[] | undefined;
  readonly realtimeInputConfig?: WireInputConfig | undefined;
  readonly inputAudioTranscription?: WireTranscriptionConfig | undefined;
  readonly outputAudioTranscription?: WireTranscriptionConfig | undefined;
  readonly sessionResumption?: { readonly handle?: string | undefined } | undefined;
  /** Gemini waits for the history in `clientContent` before it listens. */
  readonly historyConfig?: { readonly initialHistoryInClientContent: true } | undefined;
  readonly contextWindowCompression?:
    | {
        readonly triggerTokens?: string | undefined;
        readonly slidingWindow: { readonly targetTokens?: string | undefined };
      }
    | undefined;
}

/** The result of one of the app's tools. */
export interface WireFunctionResponse {
  readonly id?: string | undefined;
  readonly name: string;
  readonly response: { readonly output?: unknown; readonly error?: unknown };
  readonly scheduling?: string | undefined;
}

/** Realtime input: one field at a time, because Gemini defines no order among several. */
export interface WireRealtimeInput {
  readonly audio?: WireBlob;
  readonly video?: WireBlob;
  readonly text?: string;
  readonly activityStart?: object;
  readonly activityEnd?: object;
  readonly audioStreamEnd?: true;
}

/** A client message: one field at a time. */
export interface WireClientMessage {
  readonly setup?: WireSetup;
  readonly clientContent?: { readonly turns?: readonly WireContent[]; readonly turnComplete: boolean };
  readonly realtimeInput?: WireRealtimeInput;
  readonly toolResponse?: { readonly functionResponses: readonly WireFunctionResponse[] };
  readonly contextUpdate?: {
    readonly systemInstruction?: WireContent | undefined;
    readonly tools?: { readonly tools: readonly WireTools[] } | undefined;
  };
}

/** A piece of a transcription. */
export interface WireTranscription {
  readonly text: string;
  readonly finished: boolean;
  readonly speakerLabel: string;
  readonly startOffset: string;
  readonly endOffset: string;
}

/** `serverContent`. Several fields may come together. */
export interface WireServerContent {
  readonly modelTurn: WireContent;
  readonly inputTranscription: WireTranscription;
  readonly interimInputTranscription: WireTranscription;
  readonly outputTranscription: WireTranscription;
  readonly generationComplete: true;
  readonly turnComplete: true;
  readonly interrupted: true;
  readonly turnCompleteReason: string;
  readonly interactionStatus: 'IN_PROGRESS' | 'IDLE' | 'REQUIRES_ACTION';
}

/** A call of one of the app's tools. On Vertex AI it can lack its id. */
export interface WireFunctionCall {
  readonly id: string;
  readonly name: string;
  readonly args: object;
}

/** Tokens of one modality. */
export interface WireTokens {
  readonly modality: 'TEXT' | 'AUDIO' | 'IMAGE' | 'VIDEO' | 'DOCUMENT';
  readonly tokenCount: number;
}

/** The usage of one turn. Vertex AI calls the response `candidates`. */
export interface WireUsage {
  readonly promptTokenCount: number;
  readonly responseTokenCount: number;
  readonly candidatesTokenCount: number;
  readonly thoughtsTokenCount: number;
  readonly cachedContentTokenCount: number;
  readonly toolUsePromptTokenCount: number;
  readonly totalTokenCount: number;
  readonly promptTokensDetails: readonly WireTokens[];
  readonly responseTokensDetails: readonly WireTokens[];
  readonly candidatesTokensDetails: readonly WireTokens[];
  readonly cacheTokensDetails: readonly WireTokens[];
  readonly toolUsePromptTokensDetails: readonly WireTokens[];
}

/** The server's messages by their names. */
export interface WireServerMessages {
  readonly setupComplete: { readonly sessionId: string };
  readonly usageMetadata: WireUsage;
  readonly voiceActivity: {
    readonly type: string;
    readonly voiceActivityType: string;
    readonly audioOffset: string;
  };
  readonly voiceActivityDetectionSignal: { readonly vadSignalType: string };
  readonly toolCall: { readonly functionCalls: readonly WireFunctionCall[] };
  readonly toolCallCancellation: { readonly ids: readonly string[] };
  readonly serverContent: WireServerContent;
  readonly interactionStatus: string;
  readonly sessionResumptionUpdate: { readonly newHandle: string; readonly resumable: boolean };
  readonly goAway: { readonly timeLeft: string };
}
