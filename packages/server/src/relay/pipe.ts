import { WebSocket } from 'ws';

/** The limits of one direction. */
export interface PipeOptions {
  readonly maxBufferedBytes: number;
  readonly stallMs: number;
  /** Sees each frame after it has gone on. */
  readonly onFrame?: (data: Buffer, isBinary: boolean) => void;
  /** The reader has taken nothing for too long. */
  readonly onStall: () => void;
}

/** Passes frames on, and reads no more from one socket while the other is behind: what waits is bounded. */
export function pipe(from: WebSocket, to: WebSocket, options: PipeOptions): void {
  const { maxBufferedBytes, stallMs, onFrame, onStall } = options;
  let stall: ReturnType<typeof setTimeout> | null = null;
  const stop = () => {
    if (stall !== null) clearTimeout(stall);
    stall = null;
  };
  const taken = (error?: Error | null) => {
    if (stall === null || error) return;
    stop();
    if (to.bufferedAmount <= maxBufferedBytes / 2) from.resume();
    // Slow is not stalled: the reader has just taken a frame.
    else stall = setTimeout(onStall, stallMs);
  };
  from.on('message', (data: Buffer, isBinary) => {
    if (to.readyState !== WebSocket.OPEN) return;
    to.send(data, { binary: isBinary }, taken);
    if (stall === null && to.bufferedAmount > maxBufferedBytes) {
      from.pause();
      stall = setTimeout(onStall, stallMs);
    }
    onFrame?.(data, isBinary);
  });
  to.once('close', () => {
    stop();
    // A paused socket would not see its own end.
    from.resume();
  });
  from.once('close', stop);
}
