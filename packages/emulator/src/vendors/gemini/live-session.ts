import { pcm16ToFloat } from '@repartee/core/audio';
import { SpeechInput } from '../../audio/speech-input.ts';
import type { SpokenTurn } from '../../audio/speech-input.ts';
import type { Random } from '../../random.ts';
import { capitalize, describeSpeech } from '../../recognizer/spoken-text.ts';
import type { VendorContext } from '../../vendor.ts';
import { seeImage } from '../../vision/see-image.ts';
import { Answers } from './answers.ts';
import type { Admission } from './auth-tokens.ts';
import { closingAtCap } from './faults.ts';
import { Closing, invalid, writeDuration } from './frames.ts';
import type { Wire } from './frames.ts';
import type { LiveSocket } from './live-socket.ts';
import { readBytes, readClientMessage, readMessage } from './messages.ts';
import type { ClientMessageType } from './messages.ts';
import { ResumableSession, ResumeRefused } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import { readSetup, readTools, readWords } from './setup.ts';
import type { Setup } from './setup.ts';

/** A connection lasts about ten minutes, and its end is announced (session guide and recordings, 2026). */
const CONNECTION_CAP_MS = 600_000;
const NOTICE_MS = 50_000;

/** The server gives up a connection this long after its last message (measured in October 2026), in milliseconds. */
const SILENT_MS = 480_000;

/**
 * The longest session with images and without compression of the context, in milliseconds: two minutes (session guide,
 * 2026).
 */
const VIDEO_CAP_MS = 120_000;

/** Images are looked at once a second (Live API guide). What is a little early on a busy network is not counted as too fast. */
const IMAGE_INTERVAL_MS = 900;

/** The share of turns whose words come after the start of the answer. Gemini does not guarantee their order. */
const LATE_SHARE = 0.25;

export interface LiveSessionOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: LiveSocket;
  readonly sessions: Sessions;
  /** The version of the protocol, from the address. */
  readonly version: string;
  /** The content of the token; `null` if a key opened the connection. */
  readonly admission: Admission | null;
}

/** One conversation over one connection, from its setup on. */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  #setup: Setup | null = null;
  #session: ResumableSession;
  #answers: Answers | null = null;
  #speech: SpeechInput | null = null;
  #isTurnOpen = false;
  #isHistory = false;
  #isSilent = false;
  #isSpeaking = false;
  #hasVideo = false;
  #seenAtMs = -Infinity;
  #lastMessageMs = 0;
  /** The user's last turn until its answer begins. A message that interrupts clears it. */
  #unanswered: SpokenTurn | null = null;
  readonly #handlers: Readonly<
    Record<ClientMessageType, (fields: Wire, setup: Setup, answers: Answers) => void>
  > = {
    setup: () => {
      throw invalid('setup must be the first and only the first message.');
    },
    clientContent: (fields, setup, answers) => this.#takeContent(fields, setup, answers),
    realtimeInput: (fields, setup, answers) => this.#takeInput(fields, setup, answers),
    toolResponse: (fields, _setup, answers) =>
      answers.takeResults(fields['functionResponses'] as readonly Wire[]),
    contextUpdate: (fields, setup) => this.#update(fields, setup),
  };

  constructor(options: LiveSessionOptions) {
    const { socket, random } = options;
    this.#options = options;
    this.#session = new ResumableSession('', socket, random);
  }

  start(): void {
    const { socket, context, admission } = this.#options;
    socket.listen({
      onMessage: (text) => this.#receive(text ?? ''),
      onClose: () => this.#end(),
    });
    const { ms, isAnnounced } = socket.cap;
    const capMs = ms ?? CONNECTION_CAP_MS;
    const noticeMs = Math.min(NOTICE_MS, capMs / 2);
    if (isAnnounced)
      socket.later(capMs - noticeMs, () =>
        socket.sendFrame({ goAway: { timeLeft: writeDuration(noticeMs) } }),
      );
    socket.later(capMs, () => socket.closeWith(closingAtCap(isAnnounced)));
    if (!admission) return;
    const leftMs = admission.expiresAtMs - context.wallClock();
    // Longer delays overflow the platform's timers; no connection lasts that long.
    if (leftMs < capMs)
      socket.later(leftMs, () => socket.closeWith(new Closing(1008, 'The ephemeral token has expired.')));
  }

  /** The conversation may go on over another connection. */
  #end(): void {
    const isSpeaking = this.#options.socket.faults.phase === 'speaking';
    const cutSentence = this.#answers?.close() ?? null;
    this.#options.sessions.release(this.#session, { isSpeaking, cutSentence });
    this.#speech?.close();
  }

  /** A connection that is half open is given up after a while, and its session with it. */
  #watchSilence(): void {
    const { socket, context } = this.#options;
    const leftMs = this.#lastMessageMs + SILENT_MS - context.clock.now();
    if (leftMs > 0 || !socket.faults.isHalfOpen)
      return void socket.later(leftMs > 0 ? leftMs : SILENT_MS, () => this.#watchSilence());
    this.#session.isDead = true;
    socket.closeWith(closingAtCap(false));
  }

  #receive(text: string): void {
    this.#lastMessageMs = this.#options.context.clock.now();
    const wire = readMessage(text);
    this.#options.socket.record.addFrame('in', wire);
    if (this.#isSilent) return;
    if (!this.#setup) return this.#begin(wire);
    const { type, fields } = readClientMessage(wire);
    if (this.#answers) this.#handlers[type](fields, this.#setup, this.#answers);
  }

  #begin(wire: Wire): void {
    const { socket, context, random, version, admission } = this.#options;
    if (!wire['setup']) throw invalid('setup must be the first and only the first message.');
    const { fields } = readClientMessage(wire);
    const setup = readSetup(admission ? admission.bind(fields) : fields, version);
    // Gemini never answers some setups. The client needs its own timeout.
    this.#isSilent = !setup;
    if (!setup) return;
    if (!this.#take(setup)) return;
    admission?.open(Boolean(setup.resumeHandle));
    const cutSentence = this.#session.release?.cutSentence ?? null;
    this.#session.release = null;
    this.#setup = setup;
    this.#isHistory = setup.isHistoryFirst;
    this.#answers = new Answers({
      context,
      random,
      history: this.#session.history,
      calls: this.#session.calls,
      readSetup: () => this.#setup ?? setup,
      send: (message) => socket.sendFrame(message),
      onTurn: (isOver) => this.#giveHandle(isOver),
      onFault: (error) =>
        socket.guard(() => {
          throw error;
        }),
    });
    this.#speech = new SpeechInput(context.recognizer, setup.detection, {
      onStarted: () => {
        socket.faults.enter('user-speaking');
        this.#isSpeaking = true;
        if (setup.canInterrupt) this.#answers?.interrupt();
      },
      onEnded: (turn) => {
        socket.faults.enter('thinking');
        this.#isSpeaking = false;
        void this.#takeSpeech(turn, setup);
      },
    });
    socket.sendFrame({ setupComplete: {} });
    this.#giveHandle(true, true);
    this.#watchSilence();
    if (cutSentence && socket.faults.carried('repeat-sentence')) this.#answers.repeat(cutSentence);
  }

  /** Begins a conversation, or takes one up again. Returns false if that is refused, which may take its time. */
  #take({ resumeHandle: handle, model }: Setup): boolean {
    const { socket, sessions, random } = this.#options;
    const stale = socket.faults.carried('stale-handle');
    try {
      if (!handle) this.#session = new ResumableSession(model, socket, random);
      else {
        const refusal = stale && (stale.how ?? 'not-found');
        this.#session = sessions.resume({ handle, model, owner: socket, random, refusal });
      }
      return true;
    } catch (error) {
      if (!(error instanceof ResumeRefused)) throw error;
      this.#isSilent = true;
      if (error.delayMs > 0) socket.later(error.delayMs, () => socket.closeWith(error.closing));
      else socket.closeWith(error.closing);
      return false;
    }
  }

  /**
   * The newest models give one handle at the start, for whatever the session has come to since. With the others a session
   * cannot be resumed while the model works, and there is a new handle after every turn.
   */
  #giveHandle(isResumable: boolean, isStart = false): void {
    const { socket, sessions } = this.#options;
    const setup = this.#setup;
    if (!setup || setup.resumeHandle === null) return;
    const { hasOneHandle } = setup.traits;
    if (hasOneHandle && !isStart) return;
    const newHandle = isResumable ? sessions.save(this.#session, !hasOneHandle) : null;
    socket.sendFrame({
      sessionResumptionUpdate: newHandle ? { newHandle, resumable: true } : { resumable: false },
    });
  }

  async #takeSpeech(turn: SpokenTurn, setup: Setup): Promise<void> {
    const { socket, random } = this.#options;
    const { voicedMs } = turn;
    this.#unanswered = turn;
    const words = capitalize((await turn.words.catch(() => null)) ?? '');
    if (!socket.isOpen) return;
    const isHalted = turn !== this.#unanswered;
    if (words === '' && voicedMs === 0) return this.#answers?.passOver();
    const text = describeSpeech(words, voicedMs);
    this.#session.history.add({ role: 'user', text, audioMs: voicedMs });
    const write = () => {
      for (const word of setup.isInputWritten ? words.split(' ').filter(Boolean) : [])
        socket.sendFrame({ serverContent: { inputTranscription: { text: ` ${word}` } } });
    };
    const isLate = !isHalted && random() < LATE_SHARE;
    if (!isLate) write();
    if (isHalted) return this.#answers?.passOver();
    this.#unanswered = null;
    this.#answers?.ask(isLate ? write : null);
  }

  #takeContent({ turns, turnComplete = false }: Wire, { traits }: Setup, answers: Answers): void {
    for (const turn of (turns ?? []) as readonly Wire[]) {
      if (turn['role'] === undefined && traits.isBundling)
        throw invalid('Please use a valid role: user, model.');
      this.#session.history.add({ role: turn['role'] === 'model' ? 'agent' : 'user', text: readWords(turn) });
    }
    answers.interrupt();
    this.#unanswered = null;
    if (turnComplete !== true) return;
    if (this.#isHistory) this.#isHistory = false;
    else answers.ask();
  }

  #takeInput(fields: Wire, setup: Setup, answers: Answers): void {
    if (fields['mediaChunks'])
      throw invalid('realtime_input.media_chunks is deprecated. Use audio, video, or text instead.');
    if (fields['audio']) this.#takeAudio(fields['audio'] as Wire);
    if (fields['video']) this.#takeImage(fields['video'] as Wire, setup);
    if (fields['activityStart'] || fields['activityEnd'])
      this.#mark(Boolean(fields['activityStart']), setup, answers);
    if (fields['audioStreamEnd'] === true) {
      if (!setup.detection) throw invalid('audioStreamEnd needs automatic activity detection.');
      this.#speech?.finish();
    }
    if (typeof fields['text'] !== 'string') return;
    answers.interrupt();
    this.#session.history.add({ role: 'user', text: fields['text'] });
    answers.ask();
  }

  #takeAudio({ mimeType, data }: Wire): void {
    const match = /^audio\/pcm(?:;rate=(\d+))?$/.exec(String(mimeType));
    if (!match) throw invalid(`Unsupported audio format: ${String(mimeType)}`);
    const bytes = readBytes(data);
    const samples = pcm16ToFloat(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    const measure = this.#speech?.pushSamples(samples, Number(match[1] ?? 16_000));
    if (measure) this.#options.socket.record.addAudio(bytes, measure.durationMs, measure.level);
  }

  /** Gemini looks at one image a second; of those that come faster, at the newest one. */
  #takeImage({ mimeType, data }: Wire, { imageTokens, seesAlways }: Setup): void {
    const { context, socket } = this.#options;
    if (!/^image\/(jpeg|png|webp)$/.test(String(mimeType)))
      throw invalid(`Unsupported video format: ${String(mimeType)}`);
    const image = seeImage(readBytes(data));
    if (!image || image.mimeType !== mimeType) throw invalid('Unable to process input image.');
    socket.record.addImage(image);
    this.#limitVideo();
    const nowMs = context.clock.now();
    const isEarly = nowMs - this.#seenAtMs < IMAGE_INTERVAL_MS;
    if (isEarly) socket.record.wastedImages += 1;
    else this.#seenAtMs = nowMs;
    if (!seesAlways && !this.#isSpeaking && !this.#isTurnOpen) return;
    this.#session.history.addImage(image, imageTokens, isEarly);
  }

  /** The first image makes the session a short one, unless its context is compressed. */
  #limitVideo(): void {
    const { socket } = this.#options;
    if (this.#hasVideo) return;
    this.#hasVideo = true;
    if (!this.#setup?.isCompressed) socket.later(VIDEO_CAP_MS, () => socket.closeWith(closingAtCap(false)));
  }

  #mark(isStart: boolean, setup: Setup, answers: Answers): void {
    if (setup.detection)
      throw invalid(
        'Explicit activity control is not supported when automatic activity detection is enabled.',
      );
    if (isStart === this.#isTurnOpen) throw invalid();
    this.#isTurnOpen = isStart;
    if (!isStart) return this.#speech?.finish();
    if (setup.canInterrupt) answers.interrupt();
    this.#speech?.open();
  }

  #update({ systemInstruction, tools }: Wire, setup: Setup): void {
    if (!setup.traits.isAsync)
      throw invalid('Invalid JSON payload received. Unknown name "contextUpdate": Cannot find field.');
    const changed = tools as { readonly tools?: unknown } | undefined;
    this.#setup = {
      ...setup,
      ...(systemInstruction !== undefined && { instructions: readWords(systemInstruction) }),
      ...(changed !== undefined && { tools: readTools(changed.tools, setup.traits) }),
    };
  }
}
