import { RealtimeError, throwModuleFailed, toRealtimeError } from '../errors/realtime-error.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { SpeechCodec, SpeechEvent } from '../protocol/speech-source.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Transport, TransportClose } from '../transport/transport-port.ts';
import { createScope } from '../util/scope.ts';
import { resolveCredential } from './resolve-credential.ts';
import type { CredentialOptions } from './resolve-credential.ts';
import type { SessionPorts, SpeechOptions } from './session-options.ts';

/** The longest silence of a speech source during a text, in milliseconds. It generates faster than the text plays. */
const SILENCE_MS = 10_000;

export interface AppSpeechOptions extends SpeechOptions, Pick<CredentialOptions, 'emitter'> {
  readonly ports: SessionPorts;
  readonly format: AudioFormat;
  /** Whether the vendor plays its audio itself. */
  readonly isCall: boolean;
  readonly readState: () => SessionState;
  readonly dispatch: (input: SessionInput) => void;
}

interface Text {
  readonly itemId: ItemId;
  readonly text: string;
  hasSound: boolean;
  /** Speech sources close idle connections, perhaps at this moment: the connection is opened once more. */
  isRetried: boolean;
  endLimit: () => void;
}

interface Open {
  readonly transport: Transport;
  readonly codec: SpeechCodec;
}

/** Speaks the app's texts one after the other, over a connection that stays open between them. */
export class AppSpeech {
  readonly #options: AppSpeechOptions;
  readonly #waiting: Text[] = [];
  #current: Text | null = null;
  #open: Promise<Open> | null = null;
  #scope = createScope();

  constructor(options: AppSpeechOptions) {
    this.#options = options;
  }

  say(itemId: ItemId, text: string): void {
    this.#waiting.push({ itemId, text, hasSound: false, isRetried: false, endLimit: () => {} });
    this.advance();
  }

  /** Begins the next text when the session is live and neither the user nor, in a call, the agent speaks. */
  advance(): void {
    const { readState, dispatch, isCall } = this.#options;
    const { status, isPaused, phase, isTurnOpen, speakingItemId } = readState();
    if (this.#current || status !== 'live' || isPaused || phase === 'user-speaking' || isTurnOpen) return;
    // A vendor that plays its own audio has no queue that the text could join: its answer plays to the end first.
    if (isCall && speakingItemId !== null) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#current = next;
    dispatch({ type: 'app-speech-started', itemId: next.itemId });
    void this.#speak(next);
  }

  async #speak(text: Text): Promise<void> {
    this.#expectSound(text);
    const open = (this.#open ??= this.#connect());
    try {
      const { transport, codec } = await open;
      // The text may have been cancelled meanwhile.
      if (this.#current === text)
        for (const frame of codec.begin(text.itemId, text.text)) transport.send(frame);
    } catch (error) {
      // Another conversation may have opened its own connection meanwhile.
      if (this.#open === open) this.#open = null;
      this.#end(text, toRealtimeError(error, 'vendor-failed', 'The text could not be spoken.'));
    }
  }

  #expectSound(text: Text): void {
    const { clock } = this.#options.ports;
    text.endLimit();
    text.endLimit = this.#scope.timeout(clock, () => this.#end(text, fallenSilent()), SILENCE_MS);
  }

  async #connect(): Promise<Open> {
    const { source, ports, format, emitter } = this.#options;
    // The speech may be closed, and used by another conversation, before the connection is open.
    const scope = this.#scope;
    const { signal } = scope;
    const [wire, permission] = await Promise.all([
      source.load().catch(throwModuleFailed),
      resolveCredential(
        { session: this.#options, emitter },
        { adapterId: source.id, reason: 'app-speech' },
        signal,
      ),
    ]);
    const codec = wire.createCodec(format);
    const transport = await ports.transport.open({
      plan: wire.plan(permission),
      signal,
      listener: {
        onFrame: (frame) => this.#takeFrame(codec, frame),
        onClose: (close) => {
          if (!scope.isDisposed) this.#lose(close);
        },
      },
    });
    scope.add(() => transport.close(1000));
    return { transport, codec };
  }

  /** A codec that throws ends the text that it was about, and nothing else. */
  #takeFrame(codec: SpeechCodec, frame: string | ArrayBuffer): void {
    try {
      for (const event of codec.decode(frame)) this.#take(event);
    } catch (cause) {
      const message =
        'The speech source sent a frame that could not be read, so the text was not spoken to its end.';
      if (this.#current) this.#end(this.#current, toRealtimeError(cause, 'malformed-frame', message));
    }
  }

  #take(event: SpeechEvent): void {
    const text = this.#current;
    if (!text || (event.textId !== text.itemId && event.textId !== null)) return;
    const position = { responseId: text.itemId, itemId: text.itemId, contentIndex: 0 };
    const { dispatch } = this.#options;
    switch (event.type) {
      case 'speech-audio-delta':
        text.hasSound = true;
        this.#expectSound(text);
        return dispatch({
          type: 'app-speech-received',
          event: { type: 'audio-delta', ...position, audio: event.audio },
        });
      case 'speech-word-times-received':
        return dispatch({
          type: 'app-speech-received',
          event: { type: 'word-times-received', ...position, words: event.words },
        });
      case 'speech-done':
        return this.#end(text, null);
      case 'speech-failed':
        return this.#end(text, event.error);
    }
  }

  /** Speech sources close idle connections. Only a text that is being spoken is affected. */
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
        `The connection to the speech source ended with code ${code} ${reason}, in the middle of a text. The ` +
          'conversation continues; say the text again.',
        { adapterId: this.#options.source.id },
      ),
    );
  }

  #end(text: Text, error: RealtimeError | null): void {
    text.endLimit();
    if (this.#current !== text) return;
    this.#current = null;
    this.#options.dispatch({ type: 'app-speech-done', itemId: text.itemId, error });
    this.advance();
  }

  /** Cancels the current text and those that wait. */
  stop(): void {
    const text = this.#current;
    const called = this.#waiting.splice(0);
    this.#current = null;
    if (text) {
      text.endLimit();
      called.unshift(text);
      // A connection that failed to open was reported; there is nothing to cancel.
      void this.#open?.then(
        ({ transport, codec }) => codec.cancel(text.itemId).forEach((frame) => transport.send(frame)),
        () => {},
      );
    }
    for (const { itemId } of called) this.#options.dispatch({ type: 'app-speech-done', itemId, error: null });
  }

  /** Closes the connection; the next text opens another one. */
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
    `The speech source sent nothing for ${SILENCE_MS / 1000} seconds, so the text was not spoken to its end.`,
  );
}
