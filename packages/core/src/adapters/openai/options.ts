import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { SdpExchange } from '../../protocol/provider-adapter.ts';

/** How the adapter talks to the vendor, or to another server that speaks the same protocol. */
export interface OpenAIOptions {
  /** @default 'gpt-realtime-2.1' */
  readonly model?: string;
  /**
   * The root of the API, with whatever path and query it has. Azure, xAI, self-hosted servers and the emulator are
   * reached by theirs; `https` and `wss`, `http` and `ws` mean the same.
   *
   * @default 'https://api.openai.com/v1'
   */
  readonly baseUrl?: string | URL;
  /** Added to the connection's address, for servers that want more there (Azure: `api-version`). */
  readonly query?: Readonly<Record<string, string>>;
  /**
   * The WebSocket's subprotocols, for servers that take the credential in another one.
   *
   * @default ['realtime', `openai-insecure-api-key.${credential}`]
   */
  readonly protocols?: (credential: string) => readonly string[];
  /**
   * A call by WebRTC carries audio as media: low jitter, and an echo canceller that knows what the browser plays. A WebSocket
   * gets through where no UDP does, and the kit itself knows what was heard.
   *
   * @default 'webrtc' where the browser has it, else 'websocket'
   */
  readonly transport?: 'webrtc' | 'websocket';
  /**
   * Lets the app's own server post the offer of a call, with the session beside it. Its key then does not leave it, and the
   * session's credential is not used.
   */
  readonly exchangeSdp?: SdpExchange;
  /** @default PCM, 16 bit, 24 kHz */
  readonly inputFormat?: AudioFormat;
  /** @default PCM, 16 bit, 24 kHz */
  readonly outputFormat?: AudioFormat;
  /** Lets a plain API key be used as the credential. For servers only: in a browser everybody could read it. */
  readonly isApiKeyAllowed?: boolean;
}
