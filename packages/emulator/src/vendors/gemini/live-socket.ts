import type { ConnectionListener } from '../../event-connection.ts';
import type { LoggedFrame } from '../../session-log.ts';
import { StallableSocket } from '../../stallable-socket.ts';
import { Closing } from './frames.ts';

/** A socket that ends the connection with the vendor's codes when a handler throws, and writes JSON with line breaks as the vendor does. */
export class LiveSocket extends StallableSocket {
  /** A listener may throw a `Closing` to end the connection. */
  override listen({ onMessage, onClose }: ConnectionListener): void {
    super.listen({ onMessage: (text) => this.guard(() => onMessage(text)), onClose });
  }

  /** Runs a function that may throw a `Closing`. Another error closes the connection as an internal error of the vendor. */
  guard(run: () => void): void {
    if (!this.isOpen) return;
    try {
      run();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.closeWith(
        error instanceof Closing ? error : new Closing(1011, `Internal error encountered. ${message}`),
      );
    }
  }

  closeWith({ code, message }: Closing): void {
    this.close(code, message);
  }

  override later(delayMs: number, run: () => void): () => void {
    return super.later(delayMs, () => this.guard(run));
  }

  protected override serialize(frame: LoggedFrame): string {
    return JSON.stringify(frame, null, 2);
  }
}
