import type { ItemId } from '../protocol/conversation-item.ts';
import type { JsonSchema } from '../protocol/tool-declaration.ts';

/**
 * The part of the Standard Schema interface (version 1, standardschema.dev) that the kit uses, so that a schema of zod,
 * valibot, arktype and others fits without an import.
 */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    /** Schemas that can describe themselves do it here. */
    readonly jsonSchema?: { readonly input: (options: { readonly target: string }) => JsonSchema };
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** What a Standard Schema's `validate` returns. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly unknown[] | undefined;
      }[];
    };

/** What a tool's handler is told beside its arguments. */
export interface ToolContext {
  readonly callId: string;
  readonly itemId: ItemId;
  /** Aborts when the user interrupts, the session ends or the time is up. */
  readonly signal: AbortSignal;
}

/** A tool of the app that the agent may call in mid-conversation. */
export interface ClientTool<Args = unknown> {
  readonly name: string;
  /** Tells the model when to use it. */
  readonly description?: string;
  /** The arguments, as a Standard Schema or a JSON Schema. They are validated before the handler runs. */
  readonly parameters?: StandardSchema<Args> | JsonSchema;
  /** What the model is shown. Needed where `parameters` is a Standard Schema that cannot describe itself. */
  readonly jsonSchema?: JsonSchema;
  /** @default 30000 */
  readonly timeoutMs?: number;
  /** What an interruption by the user does to a running call. @default 'abort' */
  readonly onInterruption?: 'abort' | 'continue';
  /** Whether the agent is asked to go on speaking once the result is in. @default true */
  readonly isAnswered?: boolean;
  /** Its result is sent to the model: text as it is, anything else as JSON. What it throws is told to the model too. */
  execute(args: Args, context: ToolContext): unknown;
}

/**
 * A tool whatever its arguments are: what lists of tools hold. `execute` is written as a method, whose argument may be
 * narrower, so this accepts every `ClientTool<Args>`.
 */
export type AnyClientTool = ClientTool<unknown>;

/** Infers the type of a tool's arguments from its schema. */
export function defineTool<Args>(tool: ClientTool<Args>): ClientTool<Args> {
  return tool;
}
