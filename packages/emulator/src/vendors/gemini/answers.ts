import { floatToPcm16 } from '@repartee/core/audio';
import type { AgentOutput, AgentTurn } from '../../agent/agent.ts';
import { untilAborted, wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { LATE_USAGE_MS } from '../../vendor.ts';
import type { VendorContext } from '../../vendor.ts';
import { splitSentences } from '../../voice/sentences.ts';
import { speakInChunks } from '../../voice/speech-chunks.ts';
import type { Wire } from './frames.ts';
import { countAudio } from './history.ts';
import type { History } from './history.ts';
import type { Setup } from './setup.ts';
import type { ToolCalls } from './tool-calls.ts';
import { describeUsage } from './usage.ts';

/** The rate of the agent's audio, in hertz, and the length of one piece of it, in milliseconds (seen in recordings). */
const RATE_HZ = 24_000;
const CHUNK_MS = 200;

/** The thoughts of a model that thinks before it speaks, in tokens: the emulator's own choice. */
const THOUGHT_TOKENS = 28;

export interface AnswersOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly history: History;
  /** The calls of the session, which outlive its connections. */
  readonly calls: ToolCalls;
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
  /** Called after the first audio: the user's words may arrive that late. */
  afterFirst: (() => void) | null;
  words: string;
  audioMs: number;
  /** The sentence that is being spoken. */
  sentence: string;
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
    this.calls = options.calls;
  }

  /** Answers the history, now or after the current turn. */
  ask(afterFirst: (() => void) | null = null): void {
    if (this.#current) {
      this.#isDue = true;
      return afterFirst?.();
    }
    const answer = createAnswer(afterFirst);
    this.#begin(answer, () => this.#give(answer));
  }

  /** Says a sentence again that the end of another connection has cut. */
  repeat(sentence: string): void {
    const answer = createAnswer(null);
    this.#begin(answer, async () => {
      await this.#speak(answer, sentence);
      this.#options.send({ serverContent: { generationComplete: true } });
      this.#complete(answer);
    });
  }

  #begin(answer: Answer, give: () => Promise<void>): void {
    this.#current = answer;
    give().catch((error: unknown) => {
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

  /** Takes the results of tools. @throws Closing for a result that was not requested. */
  takeResults(responses: readonly Wire[]): void {
    const results = responses.flatMap((response) => this.calls.take(response) ?? []);
    const schedulings = results.map(({ scheduling }) => scheduling);
    if (schedulings.includes('INTERRUPT')) this.interrupt();
    for (const { text, scheduling } of results) {
      // The output of a non-blocking tool joins the history after the current turn.
      if (this.#current && scheduling !== null) this.#late.push(text);
      else this.#options.history.add({ role: 'tool', text });
    }
    this.calls.settle();
    // The turn that waited for a call of an earlier connection has ended with it.
    if (!this.#current && schedulings.includes(null)) return this.ask();
    if (schedulings.some((scheduling) => scheduling === 'INTERRUPT' || scheduling === 'WHEN_IDLE'))
      this.ask();
  }

  /** Ends a turn of which nothing comes. */
  passOver(): void {
    this.#complete(createAnswer(null));
  }

  /** The connection has ended. The session remembers what has been said. Returns the sentence that was cut. */
  close(): string | null {
    const answer = this.#current;
    if (!answer) return null;
    answer.abort.abort();
    const { words, audioMs, sentence } = answer;
    if (words !== '') this.#options.history.add({ role: 'agent', text: words, audioMs });
    return sentence || null;
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
    const { context, history, readSetup } = this.#options;
    const { signal } = answer.abort;
    const setup = readSetup();
    const asked: Extract<AgentOutput, { type: 'tool-call' }>[] = [];
    const turn: AgentTurn = {
      history: history.words,
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
    // The filler before the call is its own turn, and the session is not idle after it.
    if (answer.audioMs > 0) this.#finishTurn(answer, { interactionStatus: 'IN_PROGRESS' });
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
    const wordsBefore = answer.words.length;
    for await (const { words: pieces, samples, durationMs } of speakInChunks(text, options)) {
      signal.throwIfAborted();
      const words = pieces.join('');
      if (answer.audioMs === 0) this.#playingUntilMs = Math.max(this.#playingUntilMs, clock.now());
      this.#sendChunk(words, floatToPcm16(samples));
      answer.words += words;
      answer.sentence = sentenceAt(text, answer.words.length - wordsBefore);
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
    this.#finishTurn(answer, readSetup().traits.isThinker ? { interactionStatus: status } : {});
    this.#release();
  }

  #release(): void {
    this.#current = null;
    for (const text of this.#late.splice(0)) this.#options.history.add({ role: 'tool', text });
    if (!this.#isDue) return;
    this.#isDue = false;
    this.ask();
  }

  /** Ends a turn and reports its usage, together or as the option `usageReports` says. */
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

  /** Ends a turn and reports its usage. The history keeps all sent audio, even if the user did not hear it. */
  #finishTurn(answer: Answer, fields: Wire): void {
    const { history, readSetup, onTurn } = this.#options;
    const { traits, instructions, tools } = readSetup();
    const preamble = `${instructions}${tools.length > 0 ? JSON.stringify(tools) : ''}`;
    const usageMetadata = describeUsage({
      input: history.count(preamble),
      audioTokens: countAudio(answer.audioMs),
      thoughtTokens: traits.isThinker || traits.isThinkingAloud ? THOUGHT_TOKENS : 0,
      hasGap: traits.isAsync,
    });
    this.#report({ serverContent: { turnComplete: true, ...fields } }, usageMetadata);
    if (answer.words !== '') history.add({ role: 'agent', text: answer.words, audioMs: answer.audioMs });
    Object.assign(answer, { words: '', audioMs: 0, sentence: '' });
    onTurn(true);
  }
}

function createAnswer(afterFirst: Answer['afterFirst']): Answer {
  return { abort: new AbortController(), afterFirst, words: '', audioMs: 0, sentence: '' };
}

/** The sentence of a text that its first letters end in. */
function sentenceAt(text: string, length: number): string {
  let end = 0;
  for (const sentence of splitSentences(text)) {
    end += sentence.length + 1;
    if (length < end) return sentence;
  }
  return '';
}
