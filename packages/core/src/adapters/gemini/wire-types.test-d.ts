import type {
  AudioTranscriptionConfig,
  AutomaticActivityDetection,
  Blob as OfficialBlob,
  ContextWindowCompressionConfig,
  CreateAuthTokenConfig,
  FunctionCall,
  FunctionDeclaration,
  FunctionResponse,
  GenerationConfig,
  LiveClientMessage,
  LiveClientRealtimeInput,
  LiveClientSetup,
  LiveServerContent,
  LiveServerMessage,
  LiveServerSessionResumptionUpdate,
  Part,
  RealtimeInputConfig,
  ThinkingConfig,
  Transcription,
  UsageMetadata,
} from '@google/genai';
import type {
  WireBlob,
  WireClientMessage,
  WireFunction,
  WireFunctionCall,
  WireFunctionResponse,
  WireInputConfig,
  WirePart,
  WireRealtimeInput,
  WireServerContent,
  WireServerMessages,
  WireSetup,
  WireThinking,
  WireTranscriptionConfig,
  WireUsage,
  WireTranscription,
} from './wire-types.ts';

/*
 * Only the compiler reads this file: an assertion that does not hold is a compile error. Google's own types
 * (its client 2.32.0) are the measure. They write enumerations where the wire has text, so names are what is compared.
 */

type Assert<Condition extends true> = Condition;
type IsNever<Type> = [Type] extends [never] ? true : false;

/** Names that are ours alone: a misspelt optional field would be one. */
type Invented<Ours, Official, Known extends PropertyKey = never> = IsNever<
  Exclude<keyof Ours, keyof Official | Known>
>;

/** Getters of the vendor's class, which are nothing on the wire. */
type Getter = 'text' | 'data';

/** Shown beside a call by the vendor's guide, and in its types only inside the content. */
type Untyped = 'interactionStatus';

/** Every message is read, and none is invented. */
export type NoneMissing = Assert<
  IsNever<Exclude<keyof LiveServerMessage, keyof WireServerMessages | Getter>>
>;
export type NoneInvented = Assert<Invented<WireServerMessages, LiveServerMessage, Untyped>>;

export type ContentFits = Assert<Invented<WireServerContent, LiveServerContent>>;
export type PartFits = Assert<Invented<WirePart, Part>>;
export type BlobFits = Assert<WireBlob extends OfficialBlob ? true : false>;
export type WordsFit = Assert<Invented<WireTranscription, Transcription>>;
export type CallsFit = Assert<Invented<WireFunctionCall, FunctionCall>>;
export type ResumptionFits = Assert<
  Invented<WireServerMessages['sessionResumptionUpdate'], LiveServerSessionResumptionUpdate>
>;
/** The other platform of the vendor calls its responses candidates. */
export type UsageFits = Assert<
  Invented<WireUsage, UsageMetadata, 'candidatesTokenCount' | 'candidatesTokensDetails'>
>;
/** The type file calls the field `voiceActivityType`, and every converter of the vendor reads `type`. */
export type VoiceFits = Assert<
  Invented<WireServerMessages['voiceActivity'], NonNullable<LiveServerMessage['voiceActivity']>, 'type'>
>;

/** Client messages have Google's names, and none is missing. */
export type ClientMessagesFit = Assert<Invented<WireClientMessage, LiveClientMessage>>;
export type NoClientMessageMissing = Assert<Invented<LiveClientMessage, WireClientMessage>>;
export type SetupFits = Assert<Invented<WireSetup, LiveClientSetup>>;
export type GenerationFits = Assert<Invented<NonNullable<WireSetup['generationConfig']>, GenerationConfig>>;
export type ThinkingFits = Assert<Invented<WireThinking, ThinkingConfig>>;
export type InputFits = Assert<Invented<WireInputConfig, RealtimeInputConfig>>;
export type DetectionFits = Assert<
  Invented<NonNullable<WireInputConfig['automaticActivityDetection']>, AutomaticActivityDetection>
>;
export type TranscriptionFits = Assert<Invented<WireTranscriptionConfig, AudioTranscriptionConfig>>;
export type CompressionFits = Assert<
  Invented<NonNullable<WireSetup['contextWindowCompression']>, ContextWindowCompressionConfig>
>;
export type ToolsFit = Assert<Invented<WireFunction, FunctionDeclaration>>;
export type ResultsFit = Assert<Invented<WireFunctionResponse, FunctionResponse>>;
/** The one field of live input that is never written is dead: newer models close the connection on it. */
export type LiveInputFits = Assert<Invented<WireRealtimeInput, LiveClientRealtimeInput>>;
export type NoLiveInputMissing = Assert<Invented<LiveClientRealtimeInput, WireRealtimeInput, 'mediaChunks'>>;
export type TokensFit = Assert<
  Invented<{ uses: 1; expireTime: ''; newSessionExpireTime: '' }, CreateAuthTokenConfig>
>;
