import type { ApiKey } from '../../util/mint-request.ts';
import type { OpenAIOptions } from './options.ts';

/** Options of `openaiMinter`. */
export interface OpenAIMinterOptions {
  /**
   * The secret key, or a function that gives it for each credential. It stays on the server. An empty key is an error when a
   * credential is minted, not when the module is imported.
   */
  readonly apiKey: ApiKey;
  /** @default 'https://api.openai.com/v1' */
  readonly baseUrl?: string | URL;
  /** The server's form of the protocol. xAI's credentials carry no configuration. @default 'openai' */
  readonly dialect?: OpenAIOptions['dialect'];
  /** @default 'gpt-realtime-2.1' */
  readonly model?: string;
  /** Sent as `OpenAI-Organization`. */
  readonly organization?: string;
  /** Sent as `OpenAI-Project`. */
  readonly project?: string;
  /** Added to the request, for servers that take the key in another header (Azure: `api-key`). */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}
