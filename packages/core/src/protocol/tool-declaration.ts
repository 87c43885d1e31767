/** A JSON Schema document, as far as a vendor reads one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The declaration of one of the app's tools, for the agent. */
export interface ToolDeclaration {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments object. */
  readonly parameters?: JsonSchema;
}

/** A remote (MCP) tool server that the vendor calls by itself. */
export interface RemoteToolServer {
  /** The label under which its calls appear in the conversation. */
  readonly label: string;
  readonly url: string;
  readonly description?: string;
  /** Sent to the tool server by the vendor. Never put a secret of yours in a browser's configuration. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly allowedTools?: readonly string[];
  /** @default 'always' */
  readonly requireApproval?: 'always' | 'never';
}

/** The tools that the agent may or must call. */
export type ToolChoice =
  | 'auto'
  | 'none'
  | 'required'
  | { readonly tool: string }
  | { readonly server: string; readonly tool?: string };
