import type {
  RealtimeClientEvent,
  RealtimeResponseCreateParamsWithReferencesParam,
  RealtimeServerEvent,
} from 'openai/resources/realtime/realtime';
import type {
  ClientSecretCreateParams,
  ClientSecretCreateResponse,
} from 'openai/resources/realtime/client-secrets';
import type { WireClientEvent, WireSecret, WireServerEvents, WireSession } from './wire-types.ts';

/*
 * This file is compiled with the rest and never run: an assignment that does not hold is a compile error. It compares the wire
 * types with the vendor's own (openai 7.57.0).
 */

type Assert<Condition extends true> = Condition;
type IsNever<Type> = [Type] extends [never] ? true : false;

/** An event of the beta protocol that is still in the vendor's types. No GA server sends it. */
type Legacy = 'conversation.item.created';

type Official<Type> = Extract<RealtimeServerEvent, { type: Type }>;

/** No event is missing, none is invented. */
export type NoneMissing = Assert<
  IsNever<Exclude<RealtimeServerEvent['type'], keyof WireServerEvents | Legacy>>
>;
export type NoneInvented = Assert<IsNever<Exclude<keyof WireServerEvents, RealtimeServerEvent['type']>>>;

/** Each event of the vendor has the fields that this adapter reads. The error names an event that does not. */
type Misread = {
  [Type in keyof WireServerEvents]: Official<Type> extends WireServerEvents[Type] ? never : Type;
}[keyof WireServerEvents];
export type NoneMisread = Assert<IsNever<Misread>>;

/** Each field that is read exists: a misspelt optional field would pass the check above. */
type UnknownFields = {
  [Type in keyof WireServerEvents]: Exclude<keyof WireServerEvents[Type], keyof Official<Type>>;
}[keyof WireServerEvents];
export type NoFieldInvented = Assert<IsNever<UnknownFields>>;

/**
 * The wire's values that the vendor's types leave out: `null` turns transcription and noise reduction off (recorded), and
 * servers that speak the same protocol take PCM of other rates.
 */
type Typed<Value> = Value extends { type: 'audio/pcm' }
  ? { type: 'audio/pcm'; rate: 24_000 }
  : Value extends readonly (infer Entry)[]
    ? Typed<Entry>[]
    : Value extends object
      ? {
          [Key in keyof Value]: Key extends 'transcription' | 'noise_reduction'
            ? NonNullable<Typed<Value[Key]>>
            : Typed<Value[Key]>;
        }
      : Value;

/** References may stand in for items in a response's input; the vendor types that in an event of its own. */
type Plain<Event> = Event extends { type: 'response.create' } | { type: 'conversation.item.create' }
  ? never
  : Event;
type Reference = { type: 'item_reference'; id: string };
type Created = Extract<WireClientEvent, { type: 'conversation.item.create' }>;
type OfficialCreated = Extract<RealtimeClientEvent, { type: 'conversation.item.create' }>;
type Asked = NonNullable<Extract<WireClientEvent, { type: 'response.create' }>['response']>;
type OfficialAsked = RealtimeResponseCreateParamsWithReferencesParam;

export type ClientEventsFit = Assert<
  Typed<Plain<WireClientEvent>> extends RealtimeClientEvent ? true : false
>;
export type ItemsFit = Assert<
  Exclude<Created['item'], Reference> extends OfficialCreated['item'] ? true : false
>;
export type ResponsesFit = Assert<Typed<Asked> extends OfficialAsked ? true : false>;
export type SecretsFit = Assert<
  {
    session: Typed<WireSession>;
    expires_after: { anchor: 'created_at'; seconds: number };
  } extends ClientSecretCreateParams
    ? true
    : false
>;
export type AnswersFit = Assert<ClientSecretCreateResponse extends WireSecret ? true : false>;
