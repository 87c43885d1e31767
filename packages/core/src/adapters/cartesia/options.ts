import type { AudioFormat } from '../../protocol/audio-format.ts';

/** Options of `cartesia` and `cartesiaLine`. */
export interface CartesiaOptions {
  /** The id of the agent, `agent_…`. Not needed when the credential carries an address. */
  readonly agentId?: string;
  /**
   * The root of the API. `https` and `wss`, `http` and `ws` mean the same.
   *
   * @default 'https://api.cartesia.ai'
   */
  readonly baseUrl?: string | URL;
  /**
   * The audio of both directions: PCM at 16, 24 or 44.1 kHz, or mu-law at 8 kHz.
   *
   * @default PCM, 16 bit, 24 kHz
   */
  readonly format?: AudioFormat;
  /**
   * Whether Cartesia sends speech as fast as it is generated, or as fast as it is spoken. With `as_available` the first words are
   * heard sooner. An agent with a background sound needs `speaking_pace`.
   *
   * @default 'as_available'
   */
  readonly outputDelivery?: 'as_available' | 'speaking_pace';
  /**
   * The variable of the agent's prompt that takes the conversation so far when the session continues one on a new connection:
   * a dynamic variable of a managed agent, or a field of a Line agent's `metadata`. It has the empty text in other
   * conversations. Managed agents take variables only with an API key or a session token, not with an access token. Without
   * it, the agent remembers nothing on a new connection.
   *
   * @default none
   */
  readonly historyVariable?: string;
  /** Allows an API key as the credential. For servers only: in a browser, every visitor could read it. */
  readonly allowApiKey?: boolean;
}
