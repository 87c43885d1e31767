import type { ContentPart } from '../protocol/conversation-item.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { InputMode } from '../session/session-state.ts';
import type { BargeInFor } from './barge-in-options.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { SessionTools, TurnControls } from './session-controls.ts';
import type { AnyAdapter, RealtimeSessionOptions } from './session-options.ts';

declare const reason: unique symbol;

/**
 * The receiver of a command that the vendor does not support. No object has this type, so that a call does not compile, and
 * the compiler's message names the reason.
 */
export interface Unsupported<Reason extends string> {
  readonly [reason]: Reason;
}

type Refused<Command, Reason extends string> = Command extends (...args: infer Args) => infer Result
  ? (this: Unsupported<Reason>, ...args: Args) => Result
  : never;

type RefusedAll<Commands, Reason extends string> = {
  readonly [Name in keyof Commands]: Refused<Commands[Name], Reason>;
};

type NoText = 'The vendor takes no written messages: capabilities.canSendText is false.';
type NoTurns = 'The vendor finds the turns itself: capabilities.canCommitTurns is false.';
type NoDemand = 'The vendor responds by itself only: capabilities.isResponseOnDemand is false.';
type NoRemoteTools = 'The vendor has no remote tools: capabilities.canUseRemoteTools is false.';

type SendMessage = RealtimeSession['sendMessage'];

type MessageLimits<Can extends Capabilities> = Can['canSendText'] extends false
  ? RefusedAll<Pick<RealtimeSession, 'sendText' | 'sendMessage'>, NoText>
  : Can['canSendImages'] extends false
    ? {
        sendMessage(
          content: readonly Exclude<ContentPart, { type: 'image' }>[],
          options?: Parameters<SendMessage>[1],
        ): ReturnType<SendMessage>;
      }
    : unknown;

type TurnLimits<Can extends Capabilities> = Can['canCommitTurns'] extends false
  ? {
      readonly turn: RefusedAll<TurnControls, NoTurns>;
      setInputMode(mode: InputModeFor<Can>): void;
    }
  : unknown;

type ResponseLimits<Can extends Capabilities> = Can['isResponseOnDemand'] extends false
  ? RefusedAll<Pick<RealtimeSession, 'respond'>, NoDemand>
  : Can['canRespondOutOfBand'] extends false
    ? { respond(options?: ResponseOptions & { readonly outOfBand?: false }): void }
    : unknown;

type ToolLimits<Can extends Capabilities> = Can['canUseRemoteTools'] extends false
  ? {
      readonly tools: Pick<SessionTools, 'register'> &
        RefusedAll<Pick<SessionTools, 'answerApproval'>, NoRemoteTools>;
    }
  : unknown;

/** `createVision` reads it. */
type VisionLimits<Can extends Capabilities> = Can['vision'] extends false
  ? { readonly capabilities: Capabilities & { readonly vision: false } }
  : unknown;

type Limits<Can extends Capabilities> = VisionLimits<Can> &
  MessageLimits<Can> &
  TurnLimits<Can> &
  ResponseLimits<Can> &
  ToolLimits<Can>;

/** The input modes that a vendor supports. */
export type InputModeFor<Can extends Capabilities> = Can['canCommitTurns'] extends false
  ? Exclude<InputMode, 'push-to-talk'>
  : InputMode;

/**
 * The session of an adapter whose capabilities are known: a command that its vendor does not support does not compile, and
 * the message says why. It is assignable to `RealtimeSession`, which checks at run time.
 */
export type SessionFor<Adapter extends AnyAdapter> = Omit<
  RealtimeSession,
  keyof Limits<Adapter['capabilities']>
> &
  Limits<Adapter['capabilities']>;

/** The options of a session whose adapter is known: what its vendor does not support does not compile. */
export type SessionOptionsFor<Adapter extends AnyAdapter> = RealtimeSessionOptions<Adapter> & {
  readonly bargeIn?: BargeInFor<Adapter['capabilities']>;
  readonly inputMode?: InputModeFor<Adapter['capabilities']>;
};
