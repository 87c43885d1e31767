import type { AuthorizedUser } from './authorized-user.ts';

/** The context of a tool call, beside its arguments. */
export interface ServerToolContext<User extends AuthorizedUser = AuthorizedUser> {
  readonly user: User;
  readonly sessionId: string;
  /** Aborts when the conversation ends, when the vendor cancels the call, and when `timeoutMs` has passed. */
  readonly signal: AbortSignal;
}

/** A tool that runs on the server. Declare it in the terms, so that the model knows it. */
export interface ServerTool<User extends AuthorizedUser = AuthorizedUser> {
  /** The name by which the model calls it: the same as in the declaration. */
  readonly name: string;
  /** The longest run, in milliseconds; `Infinity` for no limit. The model is then told that the tool failed. @default 30000 */
  readonly timeoutMs?: number;
  /** The arguments come from the model, unchecked. What is returned goes to the model as JSON; a text goes as it is. */
  execute(args: unknown, context: ServerToolContext<User>): unknown;
}
