/** The way Gemini runs one of the app's tools. A field that is left out has the model's default. */
export interface GeminiToolOptions {
  /**
   * Whether the model waits for the result or goes on speaking. By default, Gemini 3.8 goes on and older models wait. Gemini 3.1
   * can only wait, and extended-thinking models can only go on.
   */
  readonly behavior?: 'blocking' | 'non-blocking';
  /** The moment at which the model speaks about the result of a tool that it did not wait for. @default 'when-idle' */
  readonly scheduling?: 'when-idle' | 'interrupt' | 'silent';
}

/** The detail with which Gemini looks at images: 64 tokens for each, 256, or 256 for a part of it that is magnified. */
export type VisionResolution = 'low' | 'medium' | 'high';

/** Options of `gemini`. */
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
  /** The way Gemini runs the app's tools, by their names. */
  readonly tools?: Readonly<Record<string, GeminiToolOptions>>;
  /**
   * Prepares connections for a live view of camera or screen, and says how closely Gemini looks: images count also where the
   * user does not speak, and the context is compressed, without which a conversation with images ends after two minutes.
   * Without it, Gemini takes single images only. @default no live view
   */
  readonly vision?: VisionResolution;
  /** Allows an API key as the credential. For servers only: in a browser, every visitor could read it. */
  readonly allowApiKey?: boolean;
}
