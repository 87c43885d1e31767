/** How one of the app's tools runs. What is left out is the model's own default. */
export interface GeminiToolOptions {
  /**
   * Whether the model waits for the result, or goes on talking. The newest models go on; older ones wait, and some know
   * nothing else.
   */
  readonly behavior?: 'blocking' | 'non-blocking';
  /** When the model speaks about the result of a tool that it has not waited for. @default 'when-idle' */
  readonly scheduling?: 'when-idle' | 'interrupt' | 'silent';
}

/** How the adapter talks to the vendor. */
export interface GeminiOptions {
  /** @default 'gemini-3.8-live' */
  readonly model?: string;
  /**
   * The root of the API. `https` and `wss`, `http` and `ws` mean the same.
   *
   * @default 'https://generativelanguage.googleapis.com'
   */
  readonly baseUrl?: string | URL;
  /** @default 'v1beta' */
  readonly apiVersion?: string;
  /** How the app's tools run, by their names. */
  readonly tools?: Readonly<Record<string, GeminiToolOptions>>;
  /** Lets a plain API key be used as the credential. For servers only: in a browser everybody could read it. */
  readonly isApiKeyAllowed?: boolean;
}
