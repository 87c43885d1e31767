/** One emulated session as a test sees it. */
export interface SessionRecord {
  readonly vendor: string;
  /** Frames in both directions, audio shortened, newest last; bounded to the last 2,000. */
  readonly frames: readonly {
    readonly direction: 'in' | 'out';
    readonly frame: Readonly<Record<string, unknown>>;
  }[];
  /** How much of the user's audio has arrived, in milliseconds, and how loud the loudest of it was, 0 to 1. */
  readonly receivedMs: number;
  readonly loudest: number;
  readonly isOpen: boolean;
  /** Breaks the connection as a failing network does, or closes it with a code and reason. */
  drop(code?: number, reason?: string): void;
  /** Sends a frame that the protocol did not ask for. */
  send(frame: Readonly<Record<string, unknown>> | string): void;
}

const MAX_FRAMES = 2_000;

/** The record while it is being written. */
export class WritableSession implements SessionRecord {
  readonly vendor: string;
  readonly drop: SessionRecord['drop'];
  readonly send: SessionRecord['send'];
  readonly frames: { direction: 'in' | 'out'; frame: Readonly<Record<string, unknown>> }[] = [];
  receivedMs = 0;
  loudest = 0;
  isOpen = true;

  constructor({ vendor, drop, send }: Pick<SessionRecord, 'vendor' | 'drop' | 'send'>) {
    this.vendor = vendor;
    this.drop = drop;
    this.send = send;
  }

  note(direction: 'in' | 'out', frame: Readonly<Record<string, unknown>>): void {
    this.frames.push({ direction, frame });
    if (this.frames.length > MAX_FRAMES) this.frames.shift();
  }
}
