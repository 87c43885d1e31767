import type { AuthorizedUser } from './authorized-user.ts';

/** The context of a tool call, beside its arguments. */
export interface ServerToolContext<User extends AuthorizedUser = AuthorizedUser> {
  readonly user: User;
  readonly sessionId: string;
  /** Aborts when the conversation ends. */
  readonly signal: AbortSignal;
}

/** A tool that runs on the server. Declare it in the terms, so that the model knows it. */
export interface ServerTool<User extends AuthorizedUser = AuthorizedUser> {
  readonly name: string;
  /** The arguments come from the model, unchecked. What is returned goes to the model as JSON; a text goes as it is. */
  execute(args: unknown, context: ServerToolContext<User>): unknown;
}
