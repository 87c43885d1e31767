/*
 * The vendor's frames as far as they are written or read here. What comes is read as untrusted; these types name the
 * fields, and the vendor's own types are compared with them in a test.
 */

/** Bytes on the wire, base64. */
export interface WireBlob {
  readonly mimeType: string;
  readonly data: string;
}

/** A part of what the model says. */
export interface WirePart {
  readonly text?: string;
  readonly thought?: boolean;
  readonly inlineData?: WireBlob;
}

/** One stretch of the talk, as the vendor keeps it. */
export interface WireContent {
  readonly role?: 'user' | 'model';
  readonly parts: readonly WirePart[];
}

/** How much the model thinks: a level, or on older models a budget. */
export interface WireThinking {
  readonly thinkingLevel?: string;
  readonly thinkingBudget?: number;
}

/** A tool of the app. */
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

/** What a transcription may be told. */
export interface WireTranscription {
  readonly languageCodes?: readonly string[] | undefined;
  readonly customVocabulary?: readonly string[] | undefined;
}

/** How the vendor finds turns. */
export interface WireInputConfig {
  readonly automaticActivityDetection?: {
    readonly disabled?: boolean;
    readonly startOfSpeechSensitivity?: 'START_SENSITIVITY_HIGH' | 'START_SENSITIVITY_LOW' | undefined;
    readonly prefixPaddingMs?: number | undefined;
    readonly silenceDurationMs?: number | undefined;
  };
  readonly activityHandling?: 'NO_INTERRUPTION' | undefined;
  readonly turnCoverage?: 'TURN_INCLUDES_ALL_INPUT';
}

/** The first message of a connection. */
export interface WireSetup {
  readonly model?: string | undefined;
  readonly generationConfig?: {
    readonly responseModalities?: readonly string[] | undefined;
    readonly maxOutputTokens?: number | undefined;
    readonly speechConfig?: { readonly voiceConfig: object } | undefined;
    readonly thinkingConfig?: WireThinking | undefined;
  };
  readonly systemInstruction?: WireContent | undefined;
  readonly tools?: readonly WireTools[] | undefined;
  readonly realtimeInputConfig?: WireInputConfig | undefined;
  readonly inputAudioTranscription?: WireTranscription | undefined;
  readonly outputAudioTranscription?: WireTranscription | undefined;
  readonly sessionResumption?: { readonly handle?: string | undefined } | undefined;
  readonly contextWindowCompression?:
    | {
        readonly triggerTokens?: string | undefined;
        readonly slidingWindow: { readonly targetTokens?: string | undefined };
      }
    | undefined;
}

/** What the app's tools gave. */
export interface WireFunctionResponse {
  readonly id?: string | undefined;
  readonly name: string;
  readonly response: { readonly output?: unknown; readonly error?: unknown };
  readonly scheduling?: string | undefined;
}

/** Live input: one of the fields at a time, for the order among several is undefined. */
export interface WireRealtimeInput {
  readonly audio?: WireBlob;
  readonly video?: WireBlob;
  readonly text?: string;
  readonly activityStart?: object;
  readonly activityEnd?: object;
  readonly audioStreamEnd?: true;
}

/** What clients send: one of the fields at a time. */
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

/** Words of a transcription. */
export interface WireWords {
  readonly text: string;
  readonly finished: boolean;
  readonly speakerLabel: string;
  readonly startOffset: string;
  readonly endOffset: string;
}

/** What the model says and hears. Several fields may come together. */
export interface WireServerContent {
  readonly modelTurn: WireContent;
  readonly inputTranscription: WireWords;
  readonly interimInputTranscription: WireWords;
  readonly outputTranscription: WireWords;
  readonly generationComplete: true;
  readonly turnComplete: true;
  readonly interrupted: true;
  readonly turnCompleteReason: string;
  readonly interactionStatus: 'IN_PROGRESS' | 'IDLE' | 'REQUIRES_ACTION';
}

/** A call of one of the app's tools. One may lack its id on the vendor's other platform. */
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

/** What one turn has used. The vendor's other platform calls the response `candidates`. */
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

/** What the server sends, by the names of the messages. */
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
