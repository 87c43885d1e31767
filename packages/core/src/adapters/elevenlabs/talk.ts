import { durationMs } from '../../protocol/audio-format.ts';
import type { AdapterFacts } from '../../protocol/provider-adapter.ts';
import type { ResponseOutcome, ServerEvent } from '../../protocol/server-event.ts';
import { decodeBase64 } from '../../util/base64.ts';
import { readError } from './errors.ts';
import { readMetadata, readRemoteCall } from './frames.ts';
import { lettersIn, readTimes } from './letters.ts';
import { list, object, text } from './read.ts';
import type { Payload, Untrusted } from './read.ts';
import type { WireAlignment } from './wire-types.ts';

/** A reader says `false` where a field is missing that the frame is nothing without. */
type Verdict = false | void;

/**
 * Frames that the kit has no word for, by how their names begin: they go to the app as they are, and so will those of the
 * same kind that are new. Of four of them nobody has published what is in them, and of `queue_status` not the final form.
 */
const VENDOR_EVENTS = /^(agent|mcp|external|internal|rich|asr|vad|context|queue|guardrail|client|dtmf)_/;

/**
 * The talk of one connection. The vendor tells where the agent's words and sound begin, and not where they end: an answer is
 * taken to be complete when all its letters have been placed in its sound, when nothing has come from one ping to the next,
 * or when something else has begun. What comes nevertheless goes on behind it. Numbers are no names: around a call of a tool
 * two messages have the same, and whether the pieces of one message share theirs is not documented.
 */
export class Talk {
  readonly #connection: number;
  readonly #facts: AdapterFacts;
  isTextOnly = false;
  /** The number of what was last said. */
  eventId = 1;
  /** Audio up to this number is void. */
  #cutId = -1;
  /** How many ids were made here. */
  #count = 0;
  /** What the frame at hand brought. */
  #events: ServerEvent[] = [];
  /** The agent's message that is being told, or that was told last and may go on. */
  #agentId: string | null = null;
  /** How many letters its words have, once all of them are known, and how many have been placed in its audio. */
  #letters = Infinity;
  #placed = 0;
  /** The audio so far, in milliseconds. */
  #audioMs = 0;
  /** Parts of its words are coming. */
  #isStreaming = false;
  /** It was taken to be complete. */
  #isDone = false;
  /** Nothing has come for it since the last ping. */
  #isQuiet = false;
  /** The messages by the number that corrections name; the last one also under none. */
  readonly #spoken = new Map<unknown, string>();
  /** The user's turn that runs, and the words of it that have been told. */
  #userId: string | null = null;
  #heard = '';
  /** What was written last: its echo is no turn, and it cuts the agent without a voice. */
  #written: string | null = null;
  /** The agent has begun to say something since then: what cuts that is a voice again. */
  #hasAnswered = false;
  readonly #calls = new Set<string>();

  constructor(connection: number, facts: AdapterFacts) {
    this.#connection = connection;
    this.#facts = facts;
  }

  /** The user has written something. */
  noteWritten(words: string): void {
    this.#written = words;
    this.#hasAnswered = false;
  }

  /** Reads one frame. */
  decode(frame: string | ArrayBuffer): readonly ServerEvent[] {
    this.#events = [];
    let wire: object = {};
    try {
      wire = object(JSON.parse(frame as string));
    } catch {
      // Not JSON, or bytes: answered like JSON without a type. The parser's own message would quote what users said.
    }
    const type = text((wire as Untrusted<{ type: string }>).type);
    if (!type || this.#read(type, wire) === false)
      this.#tell({ type: 'malformed', reason: type ? `a broken ${type}` : 'no type' });
    return this.#events;
  }

  #read(type: string, wire: object): Verdict {
    // Every frame has one object in it, under a key that is named after the frame in one way or another.
    const found = Object.values(wire).find((value) => Object(value) === value);
    const payload = object(found) as Payload;
    switch (type) {
      case 'audio':
        return this.#readAudio(payload);
      case 'agent_chat_response_part':
        return this.#readPart(payload);
      case 'agent_response':
        return this.#readWords(payload);
      case 'agent_response_correction':
        return this.#readCorrection(payload);
      case 'interruption':
        return this.#readInterruption(payload);
      case 'user_transcript':
        return this.#readTurn(text(payload.user_transcript));
      case 'tentative_user_transcript':
        return this.#readTentative(text(payload.user_transcript));
      case 'ping':
        return this.#readPing(payload);
      case 'client_tool_call':
      case 'mcp_tool_call':
        return this.#readCall(type, payload);
      case 'conversation_initiation_metadata':
        return this.#tell(readMetadata(payload, this.#facts, this.isTextOnly));
      case 'error':
        return this.#tell(readError(wire));
      default:
        return this.#tell(
          VENDOR_EVENTS.test(type)
            ? { type: 'vendor-event-received', name: type, data: found ?? null }
            : { type: 'unknown', wireType: type },
        );
    }
  }

  #tell(event: ServerEvent): void {
    this.#events.push(event);
  }

  /** Makes an id that is unlike those of the session's other connections. */
  #createId(kind: string): string {
    return `${kind}_${this.#connection}_${(this.#count += 1)}`;
  }

  /** The place of what comes now: in the message that is being told, or in another one, which ends the one before it. */
  #place(isNext: boolean) {
    if (!this.#agentId || isNext) {
      this.#end();
      this.#agentId = this.#createId('agent');
      this.#letters = Infinity;
      this.#placed = this.#audioMs = 0;
      this.#isStreaming = this.#isDone = false;
      this.#hasAnswered = true;
      this.#tell({ type: 'response-started', responseId: this.#agentId, isOutOfBand: false, metadata: null });
    }
    this.#isQuiet = false;
    return { responseId: this.#agentId, itemId: this.#agentId, contentIndex: 0 };
  }

  /** Ends the message that is being told. */
  #end(outcome: ResponseOutcome = 'completed'): void {
    if (!this.#agentId || this.#isDone) return;
    this.#isDone = true;
    this.#tell({
      type: 'response-done',
      responseId: this.#agentId,
      outcome,
      reason: null,
      error: null,
      usage: null,
      metadata: null,
      items: [],
    });
  }

  get #isWorded(): boolean {
    return this.#letters < Infinity;
  }

  /** All letters of the message have been placed in its sound. */
  get #isPlaced(): boolean {
    return this.#placed > 0 && this.#placed >= this.#letters;
  }

  /** A part of the words, before the whole of them. */
  #readPart({ type, text: value }: Payload): void {
    if (type === 'stop') {
      this.#isStreaming = false;
      if (this.isTextOnly && this.#isWorded) this.#end();
      return;
    }
    const place = this.#place(this.#isDone || (type === 'start' && (this.#isStreaming || this.#isWorded)));
    const delta = text(value);
    this.#isStreaming = true;
    // The whole may come before the last parts: they would say it twice.
    if (delta && !this.#isWorded)
      this.#tell({ type: this.isTextOnly ? 'text-delta' : 'output-transcript-delta', ...place, delta });
  }

  /** The whole of the words. It replaces the parts that came before it. */
  #readWords({ agent_response, event_id, attachments }: Payload): void {
    const place = this.#place(this.#isDone || this.#isWorded);
    const words = text(agent_response);
    this.#letters = lettersIn(words);
    this.#spoken.set(event_id, place.itemId).set(null, place.itemId);
    if (typeof event_id === 'number') this.eventId = event_id;
    this.#tell(
      this.isTextOnly
        ? { type: 'text-done', ...place, text: words }
        : { type: 'output-transcript-done', ...place, transcript: words },
    );
    if (list(attachments).length > 0)
      this.#tell({ type: 'vendor-event-received', name: 'attachments', data: attachments });
    if (this.isTextOnly ? !this.#isStreaming : this.#isPlaced) this.#end();
  }

  /** A piece of the sound. Pieces up to the number of the last interruption are void. */
  #readAudio({ audio_base_64, event_id, alignment }: Payload): Verdict {
    const audio = decodeBase64(text(audio_base_64));
    if (!audio) return false;
    const { chars, ...times } = object<WireAlignment>(alignment);
    const letters = list(chars).map(text);
    if (!audio.length && !letters.length) return;
    if (typeof event_id === 'number') {
      if (event_id <= this.#cutId) return;
      this.eventId = event_id;
    }
    const place = this.#place(this.#isDone && this.#isPlaced && letters.length > 0);
    if (audio.length)
      this.#tell({ type: 'audio-delta', ...place, audio, ...(this.#isDone && { isLate: true }) });
    const { words, endMs } = readTimes(letters, times, this.#audioMs);
    if (words.length > 0) this.#tell({ type: 'output-words-timed', ...place, words });
    this.#placed += lettersIn(letters.join(''));
    // Where there is no sound in it, its letters tell how long it is.
    this.#audioMs = audio.length ? this.#audioMs + durationMs(audio.length, this.#facts.outputFormat) : endMs;
    if (this.#isPlaced) this.#end();
  }

  /**
   * A ping, whose number the vendor waits for. An answer that has its words and of which nothing has come since the last one
   * is over.
   */
  #readPing({ event_id, ping_ms }: Payload): Verdict {
    if (typeof event_id !== 'number') return false;
    this.#tell({ type: 'reply-due', frames: [JSON.stringify({ type: 'pong', event_id })] });
    // What it measures of the line goes to the app.
    if (typeof ping_ms === 'number')
      this.#tell({ type: 'vendor-event-received', name: 'ping', data: { ping_ms } });
    if (this.#isQuiet && this.#isWorded) this.#end();
    this.#isQuiet = true;
  }

  #readCorrection({ event_id, corrected_agent_response }: Payload): void {
    const itemId = this.#spoken.get(event_id) ?? this.#spoken.get(null);
    if (itemId) this.#tell({ type: 'heard-text-received', itemId, text: text(corrected_agent_response) });
  }

  /** Somebody speaks, as far as can be told: there is no event for it. */
  #beginTurn(): string {
    if (this.#userId) return this.#userId;
    const itemId = (this.#userId = this.#createId('user'));
    this.#tell({ type: 'speech-started', itemId, audioStartMs: null, isCutTold: true });
    return itemId;
  }

  /** The words so far, told anew each time. Those that were taken back are replaced when the turn ends. */
  #readTentative(words: string): void {
    const itemId = this.#beginTurn();
    const heard = this.#heard;
    if (!words.startsWith(heard) || words === heard) return;
    this.#heard = words;
    this.#tell({ type: 'input-transcript-delta', itemId, delta: words.slice(heard.length) });
  }

  /** The user's turn is over. The echo of something written is none. */
  #readTurn(transcript: string): void {
    const isEcho = transcript === this.#written;
    this.#written = null;
    if (isEcho) return;
    // What the agent says next is another answer; only one that was never told to be over may go on.
    if (this.#isDone) this.#agentId = null;
    if (this.#isWorded) this.#end();
    const itemId = this.#beginTurn();
    this.#userId = null;
    this.#heard = '';
    this.#tell({ type: 'turn-committed', itemId });
    this.#tell({ type: 'input-transcript-done', itemId, transcript, usage: null });
  }

  /** The agent is cut off: all of it that is on its way is void. Something written cuts it as well as a voice. */
  #readInterruption({ event_id }: Payload): void {
    if (typeof event_id === 'number') this.#cutId = Math.max(this.#cutId, event_id);
    const isVoice = this.#written === null || this.#hasAnswered;
    this.#tell({ type: 'output-interrupted', responseId: null, ...(isVoice && { by: 'user' }) });
    this.#end('cancelled');
    this.#agentId = null;
    if (isVoice) this.#beginTurn();
  }

  /** A call of the app's tool, or one that the vendor makes by itself and tells each step of. */
  #readCall(type: string, payload: Payload): Verdict {
    const callId = text(payload.tool_call_id);
    const name = text(payload.tool_name);
    if (!callId || !name) return false;
    const argumentsText = JSON.stringify(payload.parameters ?? {});
    if (type === 'mcp_tool_call') return this.#tell(readRemoteCall(callId, name, argumentsText, payload));
    if (this.#calls.has(callId)) return;
    this.#calls.add(callId);
    const responseId = this.#isDone ? null : this.#agentId;
    this.#tell({ type: 'tool-call-requested', responseId, itemId: callId, callId, name, argumentsText });
  }
}
