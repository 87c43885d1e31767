import type { Capabilities } from '../protocol/capabilities.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { AnyAdapter } from './session-options.ts';

/** Commands that stand or fall with one capability. */
interface CommandsOf {
  readonly canSendText: 'sendText' | 'sendMessage';
  readonly canCommitTurns: 'beginTurn' | 'endTurn' | 'cancelTurn';
  readonly isResponseOnDemand: 'respond';
  readonly canUseRemoteTools: 'answerApproval';
}

type Denied<Can extends Capabilities> = {
  [Fact in keyof CommandsOf]: Can[Fact] extends false ? CommandsOf[Fact] : never;
}[keyof CommandsOf];

/**
 * A session of an adapter whose capabilities are known: to call what its vendor cannot do is an error of the compiler. It
 * goes wherever any session goes.
 */
export type SessionFor<Adapter extends AnyAdapter> = RealtimeSession & {
  readonly [Command in Denied<Adapter['capabilities']>]: never;
};
