/**
 * A client that can be measured. It speaks OpenAI Realtime (GA) over the page's `WebSocket`, which the bench has
 * replaced by a scripted one, and plays to the speaker by whatever means it has.
 *
 * @example
 * ```ts
 * // pnpm bench --compare ./my-client.ts
 * import type { Contender } from '@repartee/bench/contender';
 *
 * export const contender: Contender = {
 *   name: 'my client',
 *   async connect({ url, credential }) {
 *     const client = new MyClient();
 *     await client.connect({ url, apiKey: credential });
 *     return {
 *       interrupt: () => client.interrupt(),
 *       readText: () => client.history.map((item) => item.text).join(''),
 *       close: async () => client.close(),
 *     };
 *   },
 * };
 * ```
 */
export interface Contender {
  readonly name: string;
  /** Opens a session and resolves when the vendor has acknowledged its configuration. */
  connect(options: ConnectOptions): Promise<ContenderSession>;
}

/** The address and the credential of a client's connection. */
export interface ConnectOptions {
  /** The root of the API, without `/realtime`. */
  readonly url: string;
  readonly credential: string;
}

/** An open session of a client. */
export interface ContenderSession {
  /** Cuts the agent off by the app's will. */
  interrupt(): void;
  /** All that the agent has written so far. The bench compares it with what was sent, so that no work can be left out. */
  readText(): string;
  /**
   * Shows the transcript with React, one component a row, and returns what takes it away. A client without React leaves it
   * out, and the figures of rendering with it.
   *
   * @param onRow to be called whenever a row's component is rendered.
   */
  mount?(element: HTMLElement, onRow: () => void): () => void;
  /**
   * Begins a live view of a camera: one image a second at most, and none of a picture that has not changed. A client that shows
   * nothing leaves it out, and the figures of vision with it. The track is the bench's own.
   */
  show?(track: MediaStreamTrack): Promise<ContenderView>;
  close(): Promise<void>;
}

/** A live view of a client. */
export interface ContenderView {
  /** The images and bytes that have been sent since the session began. */
  readUsage(): { readonly images: number; readonly bytes: number };
  stop(): void;
}
