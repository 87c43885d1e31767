import type { ClientCommand } from '../protocol/client-command.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionState } from '../session/session-state.ts';
import { compactFrame, lengthOf } from './compact-frame.ts';
import type { FrameAudioCounter } from './frame-audio.ts';
import type { RecordedEvent, RecordedFrame, RecordedStep } from './recording.ts';
import { diffStates, EMPTY_STATE } from './state-patch.ts';

/** A step by reference: it is written later, when the page has time. */
export type RawStep =
  | { readonly kind: 'state'; readonly atMs: number; readonly state: SessionState }
  | {
      readonly kind: 'frame';
      readonly atMs: number;
      readonly direction: 'in' | 'out';
      readonly connection: number;
      readonly frame: WireFrame;
      readonly command: ClientCommand | undefined;
    }
  | ({ readonly kind: 'event'; readonly atMs: number } & RecordedEvent)
  | Extract<RecordedStep, { readonly kind: 'stats' | 'cost' | 'page' }>;

type RawFrame = Extract<RawStep, { readonly kind: 'frame' }>;
type RawEvent = Extract<RawStep, { readonly kind: 'event' }>;
type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** Events that hold the vendor's own data. */
const VENDOR_EVENTS: ReadonlySet<string> = new Set(['server-event', 'command-sent']);

/** Makes steps of what happened, in its order. */
export class StepMaker {
  readonly #audio: FrameAudioCounter;
  readonly #areWordsHidden: boolean;
  #state: SessionState = EMPTY_STATE;
  /** The last frame that came in: the events in it follow. */
  #received: Mutable<RecordedFrame> | null = null;
  /** The last audio that went out: a chunk in several frames counts once. */
  #sent: ClientCommand | null = null;

  constructor(audio: FrameAudioCounter, areWordsHidden: boolean) {
    this.#audio = audio;
    this.#areWordsHidden = areWordsHidden;
  }

  /** `null` for what is in a frame already: audio, whose length the frame tells. */
  make(raw: RawStep): RecordedStep | null {
    switch (raw.kind) {
      case 'state': {
        const patch = diffStates(this.#state, raw.state);
        this.#state = raw.state;
        return { kind: 'state', atMs: raw.atMs, patch };
      }
      case 'frame':
        return this.#makeFrame(raw);
      case 'event':
        return this.#makeEvent(raw);
      default:
        return raw;
    }
  }

  #makeFrame({ atMs, direction, connection, frame, command }: RawFrame): RecordedStep {
    const text = compactFrame(frame, this.#areWordsHidden ? 'mask' : 'keep');
    const length = lengthOf(frame);
    const step: { readonly atMs: number } & Mutable<RecordedFrame> = {
      kind: 'frame',
      atMs,
      direction,
      connection,
      text,
      length,
    };
    if (direction === 'in') this.#received = step;
    else if (command?.type === 'append-audio') this.#takeSent(step, command);
    return step;
  }

  #takeSent(
    step: Mutable<RecordedFrame>,
    command: Extract<ClientCommand, { readonly type: 'append-audio' }>,
  ): void {
    if (command === this.#sent) return;
    this.#sent = command;
    const audio = this.#audio.send(command);
    if (audio) step.audio = audio;
  }

  #makeEvent(raw: RawEvent): RecordedStep | null {
    if (raw.type === 'command-sent' && raw.event.type === 'append-audio') return null;
    if (raw.type === 'server-event' && raw.event.type === 'audio-delta') {
      this.#takeReceived(raw.event);
      return null;
    }
    const isHidden = this.#areWordsHidden && VENDOR_EVENTS.has(raw.type);
    const kept = isHidden ? { type: (raw.event as { readonly type: string }).type } : raw.event;
    const event = withoutBytes(kept);
    return { kind: 'event', atMs: raw.atMs, type: raw.type, event } as RecordedStep;
  }

  /** A frame may carry several pieces of one item. */
  #takeReceived(event: Extract<ServerEvent, { readonly type: 'audio-delta' }>): void {
    const audio = this.#audio.receive(event);
    if (!audio || !this.#received) return;
    const before = this.#received.audio;
    this.#received.audio =
      before?.itemId === audio.itemId
        ? { ...before, durationMs: before.durationMs + audio.durationMs }
        : audio;
  }
}

/** Audio would be kept for as long as the step. */
function withoutBytes(event: unknown): unknown {
  const { audio } = event as { readonly audio?: Uint8Array };
  return audio ? { ...(event as object), audio: new Uint8Array(0), byteLength: audio.byteLength } : event;
}
