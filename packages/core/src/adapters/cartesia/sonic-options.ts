/** Options of `sonic`. */
export interface SonicOptions {
  /** The id of a voice, of the account or of Cartesia's library. */
  readonly voice: string;
  /** `sonic-3.6`, `sonic-3.5`, `sonic-3` or `sonic-latest`. @default 'sonic-3.6' */
  readonly model?: string;
  /** The language of the texts, such as `en`. @default the model detects it */
  readonly language?: string;
  /** 0.6 to 1.5. @default 1 */
  readonly speed?: number;
  /** 0.5 to 2. @default 1 */
  readonly volume?: number;
  /** One of Cartesia's emotions, such as `content`. */
  readonly emotion?: string;
  /** The root of the API. `https` and `wss`, `http` and `ws` mean the same. @default 'https://api.cartesia.ai' */
  readonly baseUrl?: string | URL;
  /** Allows an API key as the credential. For servers only: in a browser, every visitor could read it. */
  readonly allowApiKey?: boolean;
}
