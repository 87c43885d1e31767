import type { AudioFormat } from '../../protocol/audio-format.ts';

/** How the adapter talks to the vendor, or to a server that speaks the same. */
export interface CartesiaOptions {
  /** The agent to talk to, `agent_…`. Needed unless the credential carries an address of its own. */
  readonly agentId?: string;
  /**
   * The root of the API; `https` and `wss`, `http` and `ws` mean the same.
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
   * Whether speech comes as fast as it is made or as fast as it is spoken. The kit has a queue of its own, so that the
   * first words are heard sooner with the former; an agent with a background sound must have the latter.
   *
   * @default 'as_available'
   */
  readonly outputDelivery?: 'as_available' | 'speaking_pace';
  /** Lets a plain API key be used as the credential. For servers only: in a browser everybody could read it. */
  readonly isApiKeyAllowed?: boolean;
}
