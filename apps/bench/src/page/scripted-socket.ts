import { sessionFrame } from './frames.ts';

/** A frame from a client to the vendor. */
export interface ClientFrame {
  readonly type: string;
  readonly item_id?: string;
  readonly audio_end_ms?: number;
}

/** The vendor's side of the connection that is open now. */
export interface VendorSide {
  /** Hands one frame to the client, as a message event, within the call. */
  deliver(frame: string): void;
  /** The same for an event that was made before: making one is the browser's work, and not measured. */
  dispatch(event: MessageEvent): void;
  /** The frames of the client since it connected, oldest first. */
  readonly received: readonly ClientFrame[];
}

const sockets: ScriptedSocket[] = [];

/** The connection that was opened last. */
export function vendorSide(): VendorSide {
  const latest = sockets.at(-1);
  if (!latest) throw new Error('No client has connected.');
  return latest;
}

/** Stands in for the browser's WebSocket: the vendor is in the page, and speaks when the bench says so. */
export class ScriptedSocket extends EventTarget implements VendorSide {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  binaryType = 'blob';
  readyState = 0;
  readonly bufferedAmount = 0;
  readonly extensions = '';
  readonly protocol: string;
  readonly url: string;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onclose: ((event: Event) => void) | null = null;
  readonly received: ClientFrame[] = [];
  #isListenedTo = false;

  constructor(url: string, protocols: string | readonly string[] = []) {
    super();
    this.url = url;
    this.protocol = [protocols].flat()[0] ?? '';
    sockets.push(this);
    setTimeout(() => {
      this.readyState = ScriptedSocket.OPEN;
      this.#emit('open', new Event('open'));
      this.deliver(sessionFrame('session.created'));
    });
  }

  #emit(type: 'open' | 'message' | 'close', event: Event): void {
    if (type === 'open') this.onopen?.(event);
    else if (type === 'message') this.onmessage?.(event as MessageEvent);
    else this.onclose?.(event);
    if (this.#isListenedTo) this.dispatchEvent(event);
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    this.#isListenedTo = true;
    super.addEventListener(...args);
  }

  deliver(frame: string): void {
    this.dispatch(new MessageEvent('message', { data: frame }));
  }

  dispatch(event: MessageEvent): void {
    if (this.readyState === ScriptedSocket.OPEN) this.#emit('message', event);
  }

  send(data: string): void {
    const frame = JSON.parse(data) as ClientFrame;
    this.received.push(frame);
    if (frame.type === 'session.update') setTimeout(() => this.deliver(sessionFrame('session.updated')));
  }

  close(code = 1000, reason = ''): void {
    if (this.readyState >= ScriptedSocket.CLOSING) return;
    this.readyState = ScriptedSocket.CLOSED;
    setTimeout(() => this.#emit('close', new CloseEvent('close', { code, reason, wasClean: true })));
  }
}
