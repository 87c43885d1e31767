import { RealtimeError, toRealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { SpeechCodec, SpeechEvent } from '../protocol/speech-source.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Transport, TransportClose } from '../transport/transport-port.ts';
import { createScope } from '../util/scope.ts';
import { resolveCredential } from './resolve-credential.ts';
import type { SessionPorts } from './session-options.ts';
import type { SpeechOptions } from './speech-options.ts';

/** How long a source may give nothing of a text, in milliseconds. It makes speech faster than it is heard. */
const SILENCE_MS = 10_000;

/** What speaks the app's texts is made with. */
export interface SpeechLineOptions extends SpeechOptions {
  readonly ports: SessionPorts;
  readonly format: AudioFormat;
  /** Whether the vendor plays. */
  readonly isCall: boolean;
  readonly readState: () => SessionState;
  readonly dispatch: (input: SessionInput) => void;
}

interface Text {
  readonly itemId: ItemId;
  readonly text: string;
  hasSound: boolean;
  /** A connection that has been idle is closed by the other side, perhaps just now: it is opened once more. */
  isRetried: boolean;
  endLimit: () => void;
}

interface Open {
  readonly transport: Transport;
  readonly codec: SpeechCodec;
}

/** Has the app's texts spoken, one after the other, over a connection that stays open between them. */
export class SpeechLine {
  readonly #options: SpeechLineOptions;
  readonly #waiting: Text[] = [];
  #current: Text | null = null;
  #open: Promise<Open> | null = null;
  #scope = createScope();

  constructor(options: SpeechLineOptions) {
    this.#options = options;
  }

  say(itemId: ItemId, text: string): void {
    this.#waiting.push({ itemId, text, hasSound: false, isRetried: false, endLimit: () => {} });
    this.advance();
  }

  /** Begins the next text as soon as there is a talk, and nobody would be talked over. */
  advance(): void {
    const { readState, dispatch, isCall } = this.#options;
    const { status, phase, isTurnOpen, speakingItemId } = readState();
    if (this.#current || status !== 'live' || phase === 'user-speaking' || isTurnOpen) return;
    // A vendor that plays by itself cannot be lined up with: its answer is heard out.
    if (isCall && speakingItemId !== null) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#current = next;
    dispatch({ type: 'said-begun', itemId: next.itemId });
    void this.#speak(next);
  }

  async #speak(text: Text): Promise<void> {
    this.#expectSound(text);
    try {
      const { transport, codec } = await (this.#open ??= this.#connect());
      // It may have been called off on the way.
      if (this.#current === text)
        for (const frame of codec.begin(text.itemId, text.text)) transport.send(frame);
    } catch (error) {
      this.#open = null;
      this.#end(text, toRealtimeError(error, 'vendor-failed', 'The text could not be spoken.'));
    }
  }

  #expectSound(text: Text): void {
    const { clock } = this.#options.ports;
    text.endLimit();
    text.endLimit = this.#scope.timeout(clock, () => this.#end(text, fallenSilent()), SILENCE_MS);
  }

  async #connect(): Promise<Open> {
    const { source, credential, ports, format } = this.#options;
    // By the time that it is open the line may have been closed, and be in use again for another talk.
    const scope = this.#scope;
    const { signal } = scope;
    const [wire, permission] = await Promise.all([
      source.load(),
      resolveCredential(credential, source.id, signal),
    ]);
    const codec = wire.createCodec(format);
    const transport = await ports.transport.open({
      plan: wire.plan(permission),
      signal,
      listener: {
        onFrame: (frame) => codec.decode(frame).forEach((event) => this.#take(event)),
        onClose: (close) => {
          if (!scope.isDisposed) this.#lose(close);
        },
      },
    });
    scope.add(() => transport.close(1000));
    return { transport, codec };
  }

  #take(event: SpeechEvent): void {
    const text = this.#current;
    if (!text || (event.textId !== text.itemId && event.textId !== null)) return;
    const position = { responseId: text.itemId, itemId: text.itemId, contentIndex: 0 };
    const { dispatch } = this.#options;
    switch (event.type) {
      case 'speech-audio':
        text.hasSound = true;
        this.#expectSound(text);
        return dispatch({ type: 'said', event: { type: 'audio-delta', ...position, audio: event.audio } });
      case 'speech-words':
        return dispatch({
          type: 'said',
          event: { type: 'output-words-timed', ...position, words: event.words },
        });
      case 'speech-done':
        return this.#end(text, null);
      case 'speech-failed':
        return this.#end(text, event.error);
    }
  }

  /** Sources close what has been idle. Only somebody who is waiting has lost anything. */
  #lose({ code, reason }: TransportClose): void {
    this.#open = null;
    const text = this.#current;
    if (!text) return;
    if (!text.hasSound && !text.isRetried) {
      text.isRetried = true;
      return void this.#speak(text);
    }
    this.#end(
      text,
      new RealtimeError(
        'connection-lost',
        `The connection to the source of speech ended with code ${code} ${reason}, in the middle of a text. The ` +
          'conversation goes on; say it again.',
        { adapterId: this.#options.source.id },
      ),
    );
  }

  #end(text: Text, error: RealtimeError | null): void {
    text.endLimit();
    if (this.#current !== text) return;
    this.#current = null;
    this.#options.dispatch({ type: 'said-ended', itemId: text.itemId, error });
    this.advance();
  }

  /** Nothing of what was to be said is wanted any more. */
  stop(): void {
    const text = this.#current;
    const called = this.#waiting.splice(0);
    this.#current = null;
    if (text) {
      text.endLimit();
      called.unshift(text);
      // One that has failed to open has been told of; there is nothing to call off then.
      void this.#open?.then(
        ({ transport, codec }) => codec.cancel(text.itemId).forEach((frame) => transport.send(frame)),
        () => {},
      );
    }
    for (const { itemId } of called) this.#options.dispatch({ type: 'said-ended', itemId, error: null });
  }

  /** Lets go of the connection; the next text opens another one. */
  close(): void {
    this.stop();
    this.#open = null;
    this.#scope.dispose();
    this.#scope = createScope();
  }
}

function fallenSilent(): RealtimeError {
  return new RealtimeError(
    'vendor-failed',
    `The source of speech gave nothing for ${SILENCE_MS / 1000} seconds, so the text was not spoken to its end.`,
  );
}
