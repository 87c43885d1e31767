import type { AudioFormat } from '../../protocol/audio-format.ts';
import type { SdpExchange } from '../../protocol/provider-adapter.ts';

/** Options of the adapter for OpenAI Realtime and for other servers of the same protocol. */
export interface OpenAIOptions {
  /** @default 'gpt-realtime-2.1' */
  readonly model?: string;
  /**
   * The root of the API, with its path and query. Set it for Azure, xAI, self-hosted servers and the emulator. `https` and
   * `wss` mean the same, as do `http` and `ws`. A call by WebRTC needs `https`, except on a loopback address.
   *
   * @default 'https://api.openai.com/v1'
   */
  readonly baseUrl?: string | URL;
  /**
   * The server's form of the protocol. `xai` is for xAI's Voice Agent API, which takes credentials and the session in a form of
   * its own, over a WebSocket. Azure and most self-hosted servers speak the vendor's own form.
   *
   * @default 'openai'
   */
  readonly dialect?: 'openai' | 'xai';
  /** Query parameters to add to the address of the connection (Azure: `api-version`). */
  readonly query?: Readonly<Record<string, string>>;
  /**
   * Gives the subprotocols of the WebSocket, for servers that take the credential in a subprotocol of their own.
   *
   * @default ['realtime', `openai-insecure-api-key.${credential}`], or [`xai-client-secret.${credential}`] for xAI
   */
  readonly protocols?: (credential: string) => readonly string[];
  /**
   * The transport of the connection. WebRTC carries audio as media, with low jitter, and the browser's echo cancellation
   * covers the agent's voice. A WebSocket works where UDP is blocked, and the kit measures exactly what the user has heard.
   *
   * @default 'webrtc' where the browser has it, else 'websocket'; always 'websocket' for xAI
   */
  readonly transport?: 'webrtc' | 'websocket';
  /**
   * Sends the offer of a call to the app's own server, which posts it to the vendor together with the session. The key then
   * stays on that server, and the session's credential is not used.
   */
  readonly exchangeSdp?: SdpExchange;
  /** @default PCM, 16 bit, 24 kHz */
  readonly inputFormat?: AudioFormat;
  /** @default PCM, 16 bit, 24 kHz */
  readonly outputFormat?: AudioFormat;
  /** Allows a plain API key as the credential. Use it on servers only: in a browser every visitor can read the key. */
  readonly allowApiKey?: boolean;
}
