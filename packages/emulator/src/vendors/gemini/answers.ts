import { floatToPcm16 } from '@repartee/core/audio';
import type { AgentOutput, AgentTurn } from '../../agent/agent.ts';
import { untilAborted, wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { LATE_USAGE_MS } from '../../vendor.ts';
import type { VendorContext } from '../../vendor.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import type { Wire } from './frames.ts';
import { countAudio } from './memory.ts';
import type { Memory } from './memory.ts';
import type { Setup } from './setup.ts';
import { ToolCalls } from './tool-calls.ts';
import { describeUsage } from './usage.ts';

/** The rate of the agent's audio, in hertz, and the length of one piece of it, in milliseconds (seen in recordings). */
const RATE_HZ = 24_000;
const CHUNK_MS = 200;

/** How much a model that thinks does so before it speaks, in tokens: the emulator's own choice. */
const THOUGHT_TOKENS = 28;

/** What answers are made with. */
export interface AnswersOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly memory: Memory;
  readonly readSetup: () => Setup;
  readonly send: (message: Wire) => void;
  /** Called when a turn begins and when it has ended: what is remembered then is worth a handle. */
  readonly onTurn: (isOver: boolean) => void;
  /** Called with what is wrong with the emulator itself. */
  readonly onFault: (error: unknown) => void;
}

/** One turn of the agent. */
interface Answer {
  readonly abort: AbortController;
  /** What happens behind the first audio: the user's words may come that late. */
  afterFirst: (() => void) | null;
  words: string;
  audioMs: number;
}

/** Makes the agent's turns, one at a time. */
export class Answers {
  readonly calls: ToolCalls;
  readonly #options: AnswersOptions;
  #current: Answer | null = null;
  #isDue = false;
  #late: string[] = [];
  #playingUntilMs = 0;

  constructor(options: AnswersOptions) {
    this.#options = options;
    this.calls = new ToolCalls(options.random);
  }

  /** Answers what there is, now or behind the turn that is being given. */
  ask(afterFirst: (() => void) | null = null): void {
    if (this.#current) {
      this.#isDue = true;
      return afterFirst?.();
    }
    const answer: Answer = { abort: new AbortController(), afterFirst, words: '', audioMs: 0 };
    this.#current = answer;
    this.#give(answer).catch((error: unknown) => {
      if (!answer.abort.signal.aborted) this.#options.onFault(error);
    });
  }

  /**
   * Somebody speaks or writes into the turn: what is being made ends at once. What was made may still be playing at the
   * client, and is to stop there.
   */
  interrupt(): void {
    const { send, context } = this.#options;
    const isPlaying = context.clock.now() < this.#playingUntilMs;
    const answer = this.#current;
    this.#playingUntilMs = 0;
    if (!answer && !isPlaying) return;
    answer?.abort.abort();
    send({ serverContent: { interrupted: true } });
    const ids = this.calls.cancel();
    if (ids.length > 0) send({ toolCallCancellation: { ids } });
    if (answer) this.#complete(answer);
  }

  /** Takes what tools gave. @throws Closing for what nobody asked for. */
  takeResults(responses: readonly Wire[]): void {
    const results = responses.flatMap((response) => this.calls.take(response) ?? []);
    const schedulings = results.map(({ scheduling }) => scheduling);
    if (schedulings.includes('INTERRUPT')) this.interrupt();
    for (const { text, scheduling } of results) {
      // What comes beside the talk is remembered behind what is being said.
      if (this.#current && scheduling !== null) this.#late.push(text);
      else this.#options.memory.add({ role: 'tool', text });
    }
    this.calls.settle();
    if (schedulings.some((scheduling) => scheduling === 'INTERRUPT' || scheduling === 'WHEN_IDLE'))
      this.ask();
  }

  /** Ends a turn of which nothing comes. */
  passOver(): void {
    this.#complete({ abort: new AbortController(), afterFirst: null, words: '', audioMs: 0 });
  }

  close(): void {
    this.#current?.abort.abort();
  }

  async #give(answer: Answer): Promise<void> {
    const { context, send, readSetup, onTurn } = this.#options;
    const { signal } = answer.abort;
    const { traits } = readSetup();
    await wait(context.clock, context.timing.latencyMs, signal);
    onTurn(false);
    // Empty messages keep the connection of one model alive (recorded).
    if (traits.isSynchronous) send({ serverContent: {} });
    if (traits.isThinkingAloud) {
      const text = '**Considering the answer**\n\nThe user has said something that I can answer at once.';
      send({ serverContent: { modelTurn: { parts: [{ text, thought: true }] } } });
    }
    while (await this.#speakAndCall(answer));
    if (signal.aborted) return;
    if (traits.isThinker && !this.calls.isIdle) return this.#release();
    send({ serverContent: { generationComplete: true } });
    this.#complete(answer);
  }

  /** One go of the agent. Returns whether there is another: the model has waited for tools and has their results. */
  async #speakAndCall(answer: Answer): Promise<boolean> {
    const { context, memory, readSetup } = this.#options;
    const { signal } = answer.abort;
    const setup = readSetup();
    const asked: Extract<AgentOutput, { type: 'tool-call' }>[] = [];
    const turn: AgentTurn = {
      memory: memory.words,
      instructions: setup.instructions,
      tools: setup.tools,
      toolChoice: 'auto',
      canComment: setup.traits.isThinker,
    };
    for await (const output of context.agent.respond(turn, signal)) {
      if (output.type === 'speech') await this.#speak(answer, output.text);
      else asked.push(output);
      signal.throwIfAborted();
    }
    if (asked.length === 0) return false;
    const isWaiting = this.#call(answer, asked, setup);
    if (isWaiting) await untilAborted(this.calls.untilAnswered(), signal);
    return isWaiting;
  }

  /** Asks for tools. Returns whether the model waits for one of them. */
  #call(
    answer: Answer,
    asked: readonly Extract<AgentOutput, { type: 'tool-call' }>[],
    { tools, traits }: Setup,
  ): boolean {
    this.#afterFirst(answer);
    const isBlocking = (name: string) => tools.find((tool) => tool.name === name)?.isBlocking ?? true;
    const functionCalls = asked.map((call) =>
      this.calls.open(call.name, call.arguments, isBlocking(call.name)),
    );
    if (!traits.isThinker) {
      this.#options.send({ toolCall: { functionCalls } });
      return asked.some(({ name }) => isBlocking(name));
    }
    // The filler before the call is a turn of its own, and the talk is not idle behind it.
    if (answer.audioMs > 0) this.#tell(answer, { interactionStatus: 'IN_PROGRESS' });
    this.#options.send({ toolCall: { functionCalls }, interactionStatus: 'IN_PROGRESS' });
    return false;
  }

  #afterFirst(answer: Answer): void {
    answer.afterFirst?.();
    answer.afterFirst = null;
  }

  async #speak(answer: Answer, text: string): Promise<void> {
    const { context, random, readSetup } = this.#options;
    const { signal } = answer.abort;
    const { clock, timing, voice } = context;
    const voiceName = readSetup().voice;
    const options = { voice, voiceName, rateHz: RATE_HZ, chunkMs: CHUNK_MS, signal };
    for await (const { words: pieces, samples, durationMs } of speakInChunks(text, options)) {
      signal.throwIfAborted();
      const words = pieces.join('');
      if (answer.audioMs === 0) this.#playingUntilMs = Math.max(this.#playingUntilMs, clock.now());
      this.#sendChunk(words, floatToPcm16(samples));
      answer.words += words;
      answer.audioMs += durationMs;
      this.#playingUntilMs += durationMs;
      this.#afterFirst(answer);
      await wait(clock, durationMs / timing.pace + random() * timing.jitterMs, signal);
    }
  }

  #sendChunk(words: string, bytes: Uint8Array): void {
    const { readSetup, send } = this.#options;
    const { isOutputWritten, traits } = readSetup();
    const data = Buffer.from(bytes).toString('base64');
    const modelTurn = { parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data } }] };
    const outputTranscription = isOutputWritten && words !== '' ? { text: words } : null;
    if (!outputTranscription) return send({ serverContent: { modelTurn } });
    if (traits.isBundling) return send({ serverContent: { modelTurn, outputTranscription } });
    send({ serverContent: { outputTranscription } });
    send({ serverContent: { modelTurn } });
  }

  /** Ends a turn, and begins the one that is due. */
  #complete(answer: Answer): void {
    const { readSetup } = this.#options;
    const status = this.calls.isIdle ? 'IDLE' : 'IN_PROGRESS';
    this.#tell(answer, readSetup().traits.isThinker ? { interactionStatus: status } : {});
    this.#release();
  }

  #release(): void {
    this.#current = null;
    for (const text of this.#late.splice(0)) this.#options.memory.add({ role: 'tool', text });
    if (!this.#isDue) return;
    this.#isDue = false;
    this.ask();
  }

  /** Ends a turn and tells what it has used, together or as the emulator was told to. */
  #report(end: Wire, usageMetadata: Wire): void {
    const { send, context } = this.#options;
    const { promptTokenCount, promptTokensDetails } = usageMetadata;
    switch (context.usageReports) {
      case 'prompt':
        return send({ ...end, usageMetadata });
      case 'pieces':
        send({ usageMetadata: { promptTokenCount, promptTokensDetails } });
        send(end);
        return send({ usageMetadata });
      case 'late':
        send(end);
        return void context.clock.setTimeout(() => send({ usageMetadata }), LATE_USAGE_MS);
      case 'missing':
        return send(end);
    }
  }

  /** Tells that a turn is over and what it has used. What was sent is remembered, whether it was heard or not. */
  #tell(answer: Answer, fields: Wire): void {
    const { memory, readSetup, onTurn } = this.#options;
    const { traits, instructions, tools } = readSetup();
    const preamble = `${instructions}${tools.length > 0 ? JSON.stringify(tools) : ''}`;
    const usageMetadata = describeUsage({
      input: memory.count(preamble),
      audioTokens: countAudio(answer.audioMs),
      thoughtTokens: traits.isThinker || traits.isThinkingAloud ? THOUGHT_TOKENS : 0,
      hasGap: traits.isAsync,
    });
    this.#report({ serverContent: { turnComplete: true, ...fields } }, usageMetadata);
    if (answer.words !== '') memory.add({ role: 'agent', text: answer.words, audioMs: answer.audioMs });
    Object.assign(answer, { words: '', audioMs: 0 });
    onTurn(true);
  }
}
