import type { StallableSocket } from '../../stallable-socket.ts';
import type { VendorContext } from '../../vendor.ts';
import { readJson } from './client-events.ts';
import { SonicContext } from './sonic-context.ts';
import { readSonicRequest } from './sonic-requests.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The vendor closes the connection after this long without a request, in milliseconds (seen in clients of autumn 2026). */
const IDLE_MS = 5 * 60_000;

/** A fault of the client's, as a close code. */
const CLOSE_PROTOCOL = 1008;

/** One text-to-speech socket: contexts side by side, each a text of its own. */
export class Sonic {
  readonly #context: VendorContext;
  readonly #socket: StallableSocket;
  readonly #contexts = new Map<string, SonicContext>();
  #endIdle: () => void = () => {};

  constructor(context: VendorContext, socket: StallableSocket) {
    this.#context = context;
    this.#socket = socket;
  }

  begin(): void {
    this.#socket.listen({
      onMessage: (text) => this.#take(text),
      onClose: () => {
        for (const context of this.#contexts.values()) context.stop();
      },
    });
    this.#restartIdle();
  }

  /** Sends the reason of a refusal and closes. */
  turnAway({ code, message }: Refusal): void {
    this.#socket.listen({ onMessage: () => {}, onClose: () => {} });
    const status_code = code === 'unauthorized' ? 401 : 400;
    this.#socket.sendFrame({
      type: 'error',
      error_code: code,
      title: 'Refused',
      message,
      status_code,
      done: true,
    });
    this.#socket.close(CLOSE_PROTOCOL, message.slice(0, 100));
  }

  #restartIdle(): void {
    this.#endIdle();
    this.#endIdle = this.#socket.later(IDLE_MS, () => this.#socket.close(1000, 'connection idle timeout'));
  }

  #take(text: string | null): void {
    this.#restartIdle();
    let wire: Wire = {};
    try {
      if (text === null) throw new Refusal('invalid_request', 'Binary frames are not taken.');
      wire = readJson(text);
      this.#socket.record.addFrame('in', wire);
      this.#answer(wire);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { context_id } = wire;
      this.#socket.sendFrame({
        type: 'error',
        error_code: error.code,
        title: 'Invalid request',
        message: error.message,
        status_code: 400,
        done: true,
        ...(typeof context_id === 'string' && { context_id }),
      });
    }
  }

  #answer(wire: Wire): void {
    const request = readSonicRequest(wire);
    const { context_id: id } = request;
    const open = this.#contexts.get(id);
    // An unknown context may just have ended.
    if ('cancel' in request) return open?.cancel();
    if (open) return open.add(request);
    const context = new SonicContext(this.#context, request, {
      send: (answer) => this.#socket.sendFrame({ ...answer, context_id: id }),
      later: (delayMs, run) => this.#socket.later(delayMs, run),
      onEnd: () => this.#contexts.delete(id),
    });
    this.#contexts.set(id, context);
    context.add(request);
  }
}
