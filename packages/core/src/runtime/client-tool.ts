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

/** The result of a Standard Schema's `validate`. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: readonly {
        readonly message: string;
        readonly path?: readonly unknown[] | undefined;
      }[];
    };

/** The second argument of a tool's handler. */
export interface ToolContext {
  readonly callId: string;
  readonly itemId: ItemId;
  /** Aborts when the user interrupts, the session ends or `timeoutMs` has passed. */
  readonly signal: AbortSignal;
}

/** The rule of a tool that asks for consent to some calls only. A method, so that `AnyClientTool` accepts every tool. */
interface ApprovalRule<Args> {
  needsApproval(args: Args): boolean | Promise<boolean>;
}

/** A tool of the app that the agent can call during the conversation. */
export interface ClientTool<Args = unknown> {
  /** The name that the model calls. */
  readonly name: string;
  /** Tells the model when to use the tool. */
  readonly description?: string;
  /** The arguments, as a Standard Schema or a JSON Schema. They are validated before the handler runs. */
  readonly parameters?: StandardSchema<Args> | JsonSchema;
  /** The JSON Schema for the model. Required where `parameters` is a Standard Schema that cannot describe itself. */
  readonly jsonSchema?: JsonSchema;
  /**
   * Whether a call waits for the user's consent, or a function of the validated arguments that decides it. While it waits, its
   * entry is `awaiting-approval`, and `session.tools.answerApproval` answers. A call that is declined, or not answered in
   * time, does not run: the model is told so with the code `tool-declined` or `approval-timeout`. An interruption does not
   * end the wait. A function that throws fails the call.
   *
   * @default false
   */
  readonly needsApproval?: boolean | ApprovalRule<Args>['needsApproval'];
  /** The longest wait of a call for the user's consent, in milliseconds; `Infinity` for no limit. @default 60000 */
  readonly approvalTimeoutMs?: number;
  /** The longest run, in milliseconds. The wait for consent does not count. @default 30000 */
  readonly timeoutMs?: number;
  /** Whether an interruption by the user aborts a running call. @default 'abort' */
  readonly onInterruption?: 'abort' | 'continue';
  /** Whether the agent responds to the result. @default true */
  readonly respond?: boolean;
  /** Runs the tool. The model gets the result, text as it is and anything else as JSON, or the message of a thrown error. */
  execute(args: Args, context: ToolContext): unknown;
}

/**
 * A tool with any arguments, for lists of tools. `execute` is declared as a method, so that this type accepts every
 * `ClientTool<Args>`.
 */
export type AnyClientTool = ClientTool<unknown>;

/** Infers the type of a tool's arguments from its schema. */
export function defineTool<Args>(tool: ClientTool<Args>): ClientTool<Args> {
  return tool;
}

/** Distinguishes a Standard Schema from a JSON Schema. Some libraries implement schemas as functions. */
export function isStandardSchema(schema: unknown): schema is StandardSchema {
  const isCarrier = (typeof schema === 'object' && schema !== null) || typeof schema === 'function';
  return isCarrier && '~standard' in schema;
}
