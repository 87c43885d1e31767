import type { ServerEvent } from '../../protocol/server-event.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { readTurnError } from './errors.ts';
import type { Line } from './line.ts';
import { list, object, text } from './read.ts';
import type { Untrusted } from './read.ts';
import { UsageReports } from './usage-reports.ts';
import { UserTurns } from './user-turns.ts';
import type {
  WireBlob,
  WireContent,
  WireFunctionCall,
  WirePart,
  WireServerContent,
  WireServerMessages,
  WireWords,
} from './wire-types.ts';

/** The rate of all the agent's audio, which bare types leave out. */
const RATE_HZ = '24000';

/** What the agent is saying. */
interface Answer {
  readonly id: string;
  /** It was opened because the agent said that it is not done, and may stay empty. */
  readonly isContinued: boolean;
  itemId: string | null;
  itemCount: number;
  /** All audio of the item has come. */
  isItemEnded: boolean;
  isInterrupted: boolean;
}

/** The talk of one connection: makes turns, answers and their ids of frames that have none. */
export class Talk {
  readonly #line: Line;
  readonly #user: UserTurns;
  readonly #called = new Set<string>();
  #events: ServerEvent[] = [];
  #answer: Answer | null = null;
  readonly #reports: UsageReports;
  #status = '';

  constructor(line: Line) {
    this.#line = line;
    this.#user = new UserTurns(line, (event) => this.emit(event));
    this.#reports = new UsageReports((event) => this.emit(event));
  }

  emit(event: ServerEvent): void {
    this.#events.push(event);
  }

  /** Ends a frame, and gives what it brought. */
  release(): readonly ServerEvent[] {
    // The agent may say alone that it is done, when nothing came after it had said that it is not.
    if (/^(IDLE|REQUIRES_ACTION)$/.test(this.#status) && this.#answer?.isContinued) this.#complete('');
    this.#reports.settle(this.#answer !== null);
    const events = this.#events;
    this.#events = [];
    this.#status = '';
    return events;
  }

  configure({ sessionId }: Untrusted<WireServerMessages['setupComplete']>): void {
    const line = this.#line;
    line.isLive = true;
    const { config } = line;
    this.emit({
      type: 'session-configured',
      sessionId: text(sessionId) || null,
      expiresAtMs: null,
      // The vendor acknowledges and tells nothing: what was asked for is in force.
      turnDetection: config && (config.turnDetection ?? { mode: 'server' }),
      model: config && line.model,
      voice: typeof config?.voice === 'string' ? config.voice : null,
    });
  }

  noteUsage(value: unknown): void {
    this.#reports.take(object(value));
  }

  noteStatus(value: unknown): void {
    this.#status ||= text(value);
  }

  noteVoice(isStart: boolean, offsetMs: number | null): void {
    this.#user.noteVoice(isStart, offsetMs);
  }

  /** Reads what belongs to the talk. Any of the fields may come with any other. */
  take(content: Untrusted<WireServerContent>): void {
    this.noteStatus(content.interactionStatus);
    if (content.interrupted === true) this.#interrupt();
    if (!this.#line.isVoid)
      this.#user.hear(
        object<WireWords>(content.inputTranscription).text,
        this.#answer?.isInterrupted === false,
      );
    this.#user.guess(object(content.interimInputTranscription));
    const words = text(object<WireWords>(content.outputTranscription).text);
    if (words && this.#isAudible())
      this.emit({ type: 'output-transcript-delta', ...this.#place(true), delta: words });
    for (const part of list(object<WireContent>(content.modelTurn).parts)) this.#takePart(object(part));
    if (content.generationComplete === true) this.#endItem();
    if (content.turnComplete === true) this.#complete(text(content.turnCompleteReason));
  }

  #isAudible(): boolean {
    return !this.#line.isVoid && !this.#answer?.isInterrupted;
  }

  #takePart({ text: words, thought, inlineData }: Untrusted<WirePart>): void {
    if (!this.#isAudible()) return;
    const { mimeType, data } = object<WireBlob>(inlineData);
    if (text(mimeType).startsWith('audio/')) return this.#takeAudio(text(mimeType), text(data));
    // Thoughts are not for anybody's ears, and only show that the agent is at work.
    if (thought === true) this.#begin();
    else if (text(words)) this.emit({ type: 'text-delta', ...this.#place(true), delta: text(words) });
  }

  #takeAudio(mimeType: string, data: string): void {
    const rate = /rate=(\d+)/.exec(mimeType)?.[1] ?? RATE_HZ;
    const audio = mimeType.startsWith('audio/pcm') && rate === RATE_HZ ? decodeBase64(data) : null;
    if (!audio) this.emit({ type: 'malformed', reason: `audio that is not base64 of PCM at ${RATE_HZ} Hz` });
    else if (audio.length > 0) this.emit({ type: 'audio-delta', ...this.#place(false), audio });
  }

  /** The answer that is being given; the first word of one shows that the user's turn is over. */
  #begin(isContinued = false): Answer {
    if (this.#answer) return this.#answer;
    if (!isContinued && !this.#line.isVoid) this.#user.end();
    const id = this.#line.createId('resp');
    this.emit({ type: 'response-started', responseId: id, isOutOfBand: false, metadata: null });
    this.#line.isResponding = true;
    this.#answer = { id, isContinued, itemId: null, itemCount: 0, isItemEnded: false, isInterrupted: false };
    return this.#answer;
  }

  /** Where the next words or audio belong. Words may come late: only audio shows that another item has begun. */
  #place(isWords: boolean): {
    readonly responseId: string;
    readonly itemId: string;
    readonly contentIndex: 0;
  } {
    const answer = this.#begin();
    const responseId = answer.id;
    if (answer.itemId && (isWords || !answer.isItemEnded))
      return { responseId, itemId: answer.itemId, contentIndex: 0 };
    const id = this.#line.createId('item');
    this.emit({
      type: 'output-item-added',
      responseId,
      outputIndex: answer.itemCount,
      item: { type: 'message', id, role: 'agent', status: 'in-progress', content: [] },
    });
    answer.itemId = id;
    answer.itemCount += 1;
    answer.isItemEnded = false;
    return { responseId, itemId: id, contentIndex: 0 };
  }

  /** No more audio of the item comes, though it may be heard for long: the speaker must not take the end for a gap. */
  #endItem(): void {
    const answer = this.#answer;
    if (!answer?.itemId || answer.isItemEnded) return;
    answer.isItemEnded = true;
    this.emit({ type: 'audio-done', responseId: answer.id, itemId: answer.itemId, contentIndex: 0 });
  }

  /** The generation was cut: by the user's voice, unless a message that does so has gone out. */
  #interrupt(): void {
    const { isManual, isHalting } = this.#line;
    if (this.#answer) this.#answer.isInterrupted = true;
    this.#line.isHalting = false;
    if (isManual || isHalting || this.#user.isSpeaking)
      this.emit({ type: 'output-interrupted', responseId: this.#answer?.id ?? null });
    else this.#user.noteVoice(true, null);
  }

  callTool({ id, name, args }: Untrusted<WireFunctionCall>): void {
    const line = this.#line;
    if (!text(name)) return this.emit({ type: 'malformed', reason: 'a call without a name' });
    if (this.#called.has(text(id)) || line.isVoid) return;
    const callId = text(id) || line.createId('call');
    if (text(id)) this.#called.add(callId);
    else line.unnamed.add(callId);
    const answer = this.#begin();
    // What is said after the call is another item, behind it.
    this.#endItem();
    answer.itemId = null;
    answer.itemCount += 1;
    this.emit({
      type: 'tool-call-requested',
      responseId: answer.id,
      itemId: line.createId('item'),
      callId,
      name: text(name),
      argumentsText: JSON.stringify(object(args)),
    });
  }

  withdraw(callId: string): void {
    if (!callId) return;
    this.#line.withdrawn.add(callId);
    this.emit({ type: 'tool-call-withdrawn', callId });
  }

  /**
   * A turn is over. One of which nothing came is told all the same where it has cost something or gone wrong. While the
   * agent says that it is not done, another answer is open from the same moment on, so that it does not seem idle.
   */
  #complete(reason: string): void {
    const error = readTurnError(reason);
    const usage = this.#reports.read();
    if (!this.#answer && !usage && !error) return this.#end();
    const { id, isInterrupted } = this.#begin();
    this.#reports.close(id);
    this.#answer = null;
    this.#end();
    if (this.#status === 'IN_PROGRESS' && !isInterrupted) this.#begin(true);
    this.emit({
      type: 'response-done',
      responseId: id,
      outcome: error ? 'failed' : isInterrupted ? 'cancelled' : 'completed',
      reason: reason || (isInterrupted ? 'interrupted' : null),
      error,
      usage,
      metadata: null,
      items: [],
    });
  }

  #end(): void {
    this.#user.settle();
    Object.assign(this.#line, { isResponding: false, isHalting: false, isVoid: false });
  }
}
