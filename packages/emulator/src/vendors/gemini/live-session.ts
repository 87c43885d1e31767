import type { Random } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import { Answers } from './answers.ts';
import type { Admission } from './auth-tokens.ts';
import { Closing, invalid, writeDuration } from './frames.ts';
import type { Wire } from './frames.ts';
import type { LiveSocket } from './live-socket.ts';
import { Memory } from './memory.ts';
import { readBytes, readClientMessage, readMessage } from './messages.ts';
import type { ClientMessageType } from './messages.ts';
import type { Sessions } from './sessions.ts';
import { readSetup, readTools, readWords } from './setup.ts';
import type { Setup } from './setup.ts';
import { SpeechInput } from './speech-input.ts';
import type { Utterance } from './speech-input.ts';

/** A connection lasts about ten minutes, and its end is announced (session guide and recordings, 2026). */
const CONNECTION_CAP_MS = 600_000;
const NOTICE_MS = 50_000;

const UNHEEDED =
  'Connection aborted because the client failed to close the connection after receiving a GoAway signal once the session duration was reached.';

/** How often the user's words come only behind the first of the answer: their order is not guaranteed. */
const LATE_SHARE = 0.25;

/** What a session is made of. */
export interface LiveSessionOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: LiveSocket;
  readonly sessions: Sessions;
  /** The version of the protocol, from the address. */
  readonly version: string;
  /** What the token says; `null` where a key has opened the connection. */
  readonly admission: Admission | null;
}

/** One conversation over one connection, from its setup on. */
export class LiveSession {
  readonly #options: LiveSessionOptions;
  #setup: Setup | null = null;
  #memory = new Memory();
  #answers: Answers | null = null;
  #speech: SpeechInput | null = null;
  #isTurnOpen = false;
  #isHistory = false;
  #isSilent = false;
  /** What was said last, until it is being answered. A message that interrupts takes that away. */
  #unanswered: Utterance | null = null;
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
    this.#options = options;
  }

  start(): void {
    const { socket, context, admission } = this.#options;
    socket.listen({
      onMessage: (text) => this.#receive(text),
      onClose: () => {
        this.#answers?.close();
        this.#speech?.close();
      },
    });
    const capMs = context.timing.sessionCapMs ?? CONNECTION_CAP_MS;
    const noticeMs = Math.min(NOTICE_MS, capMs / 2);
    socket.later(capMs - noticeMs, () => socket.send({ goAway: { timeLeft: writeDuration(noticeMs) } }));
    socket.later(capMs, () => socket.close(new Closing(1008, UNHEEDED)));
    if (!admission) return;
    const leftMs = admission.expiresAtMs - context.wallClock();
    // Longer delays overflow the platform's timers; no connection lasts that long.
    if (leftMs < capMs)
      socket.later(leftMs, () => socket.close(new Closing(1008, 'The ephemeral token has expired.')));
  }

  #receive(text: string): void {
    const wire = readMessage(text);
    this.#options.socket.record.note('in', wire);
    if (this.#isSilent) return;
    if (!this.#setup) return this.#begin(wire);
    const { type, fields } = readClientMessage(wire);
    if (this.#answers) this.#handlers[type](fields, this.#setup, this.#answers);
  }

  #begin(wire: Wire): void {
    const { socket, context, random, sessions, version, admission } = this.#options;
    if (!wire['setup']) throw invalid('setup must be the first and only the first message.');
    const { fields } = readClientMessage(wire);
    const setup = readSetup(admission ? admission.bind(fields) : fields, version);
    // Some setups are never answered by the real service: whoever waits must have a limit of their own.
    this.#isSilent = !setup;
    if (!setup) return;
    if (setup.resumeHandle) this.#memory = sessions.resume(setup.resumeHandle, setup.model);
    admission?.open(Boolean(setup.resumeHandle));
    this.#setup = setup;
    this.#isHistory = setup.isHistoryFirst;
    this.#answers = new Answers({
      context,
      random,
      memory: this.#memory,
      readSetup: () => this.#setup ?? setup,
      send: (message) => socket.send(message),
      onTurn: (isOver) => this.#giveHandle(isOver),
      onFault: (error) =>
        socket.guard(() => {
          throw error;
        }),
    });
    this.#speech = new SpeechInput(context.recognizer, setup.detection, {
      onStart: () => setup.canInterrupt && this.#answers?.interrupt(),
      onEnd: (utterance) => void this.#hear(utterance, setup),
    });
    socket.send({ setupComplete: {} });
    this.#giveHandle(true);
  }

  /** While the model works there is nothing to resume by; behind every turn there is a new handle. */
  #giveHandle(isResumable: boolean): void {
    const { socket, sessions } = this.#options;
    const setup = this.#setup;
    if (!setup || setup.resumeHandle === null) return;
    const newHandle = isResumable ? sessions.save(setup.model, this.#memory, socket) : null;
    socket.send({ sessionResumptionUpdate: newHandle ? { newHandle, resumable: true } : {} });
  }

  async #hear(utterance: Utterance, setup: Setup): Promise<void> {
    const { socket, random } = this.#options;
    const { words: told, voicedMs } = utterance;
    this.#unanswered = utterance;
    const words = tidy((await told.catch(() => null)) ?? '');
    if (!socket.isOpen) return;
    const isHalted = utterance !== this.#unanswered;
    if (words === '' && voicedMs === 0) return this.#answers?.passOver();
    // Without words it is said honestly that there was speech, and for how long.
    const text = words || `(speech, ${(voicedMs / 1000).toFixed(1)} s)`;
    this.#memory.add({ role: 'user', text, audioMs: voicedMs });
    const write = () => {
      for (const word of setup.isInputWritten ? words.split(' ').filter(Boolean) : [])
        socket.send({ serverContent: { inputTranscription: { text: ` ${word}` } } });
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
      this.#memory.add({ role: turn['role'] === 'model' ? 'agent' : 'user', text: readWords(turn) });
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
    if (fields['video']) this.#takeImage(fields['video'] as Wire);
    if (fields['activityStart'] || fields['activityEnd'])
      this.#mark(Boolean(fields['activityStart']), setup, answers);
    if (fields['audioStreamEnd'] === true) {
      if (!setup.detection) throw invalid('audioStreamEnd needs automatic activity detection.');
      this.#speech?.finish();
    }
    if (typeof fields['text'] !== 'string') return;
    answers.interrupt();
    this.#memory.add({ role: 'user', text: fields['text'] });
    answers.ask();
  }

  #takeAudio({ mimeType, data }: Wire): void {
    const match = /^audio\/pcm(?:;rate=(\d+))?$/.exec(String(mimeType));
    if (!match) throw invalid(`Unsupported audio format: ${String(mimeType)}`);
    const bytes = readBytes(data);
    const heard = this.#speech?.push(bytes, Number(match[1] ?? 16_000));
    if (heard) this.#options.socket.record.noteAudio(bytes, heard.durationMs, heard.level);
  }

  #takeImage({ mimeType, data }: Wire): void {
    if (!/^image\/(jpeg|png|webp)$/.test(String(mimeType)))
      throw invalid(`Unsupported video format: ${String(mimeType)}`);
    readBytes(data);
    this.#memory.addImage();
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

/** Recognisers know neither capitals nor the word I. */
function tidy(words: string): string {
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()).replace(/\bi\b/g, 'I');
}
