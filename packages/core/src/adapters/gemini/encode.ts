import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ContentPart } from '../../protocol/conversation-item.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { encodeBase64 } from '../../util/base64.ts';
import type { Line } from './line.ts';
import { isNonBlocking, isSynchronous, isUpdatable } from './models.ts';
import { refused, refuseNaN } from './refused.ts';
import { writeContent, writeSetup } from './session-payload.ts';
import { writeTools } from './tools.ts';
import type { WireClientMessage, WireRealtimeInput } from './wire-types.ts';

type Written<Type extends ClientCommand['type']> = Extract<ClientCommand, { type: Type }>;

/** Stops what is being generated, and lets the model wait for more (public reports; the vendor has no command for it). */
const HALT: WireClientMessage = { clientContent: { turnComplete: false } };

const live = (realtimeInput: WireRealtimeInput): WireClientMessage => ({ realtimeInput });

/** Writes the commands of one connection. */
export class Encoder {
  readonly #line: Line;
  #isTurnOpen = false;
  #isStreaming = false;

  constructor(line: Line) {
    this.#line = line;
  }

  /** Writes one command as one message, several or none. */
  encode(command: ClientCommand): readonly string[] {
    if (command.type === 'append-audio') {
      this.#isStreaming = true;
      this.#line.isHeard = true;
      // Written out: it is most of what is sent, and base64 needs no escaping.
      const data = encodeBase64(command.audio);
      return [`{"realtimeInput":{"audio":{"data":"${data}","mimeType":"audio/pcm;rate=16000"}}}`];
    }
    return this.#write(command).map((message) => JSON.stringify(message, refuseNaN));
  }

  /** The vendor's detection waits for more audio unless it is told that there is none. With turns by hand it does not. */
  pauseInput(): readonly string[] {
    if (!this.#isStreaming || !this.#line.isLive || this.#line.isManual) return [];
    this.#isStreaming = false;
    return [JSON.stringify(live({ audioStreamEnd: true }))];
  }

  #write(command: Exclude<ClientCommand, { type: 'append-audio' }>): readonly WireClientMessage[] {
    switch (command.type) {
      case 'configure':
        return [command.isInitial ? this.#setUp(command.config) : this.#update(command.config)];
      case 'begin-turn':
        if (this.#line.isManual === false)
          throw refused('turns by hand on a connection that was opened without');
        this.#isTurnOpen = true;
        return [live({ activityStart: {} })];
      case 'commit-turn':
        this.#isTurnOpen = false;
        this.#line.isVoid = false;
        return [live({ activityEnd: {} })];
      case 'clear-input':
        return this.#throwAway();
      case 'create-item':
        return this.#addItem(command);
      case 'create-response':
        if (Object.keys(command.options).length > 0) throw refused('a response with options of its own');
        this.#prompt();
        return [{ clientContent: { turnComplete: true } }];
      case 'cancel-response':
        this.#line.isHalting = this.#line.isResponding;
        return [HALT];
      // The kit itself plays: the vendor has no buffer to clear.
      case 'clear-output':
        return [];
      case 'send-tool-output':
        return this.#giveResult(command);
      default:
        throw refused(command.type);
    }
  }

  #setUp(config: SessionConfig): WireClientMessage {
    const { options, opening } = this.#line;
    this.#line.config = config;
    return { setup: writeSetup(config, options, opening.resumeHandle) };
  }

  /** Documented for the newest model, and not verified for API keys: a change replaces what was there. */
  #update(config: SessionConfig): WireClientMessage {
    const { model, options } = this.#line;
    const { instructions, tools, ...rest } = config;
    if (!isUpdatable(model) || Object.values(rest).some((value) => value !== undefined))
      throw refused(`a change of ${Object.keys(config).join(', ')} in mid-session on ${model}`);
    return {
      contextUpdate: {
        systemInstruction: instructions === undefined ? undefined : writeContent(instructions),
        tools: tools && { tools: writeTools(tools, model, options) },
      },
    };
  }

  /** What was streamed cannot be called back: the turn is ended, and its answer stopped before it is heard. */
  #throwAway(): readonly WireClientMessage[] {
    if (!this.#isTurnOpen) return [];
    this.#isTurnOpen = false;
    this.#line.isHeard = false;
    this.#line.isVoid = true;
    return [live({ activityEnd: {} }), HALT];
  }

  /** Something that is no speech is to be answered. */
  #prompt(): void {
    this.#line.isPrompted = true;
    this.#line.isVoid = false;
    this.#line.isHalting = this.#line.isResponding;
  }

  #addItem({ item, ...command }: Written<'create-item'>): readonly WireClientMessage[] {
    const isAnswered = command.isAnswered === true;
    if (item.type !== 'message') throw refused(`an item of the kind ${item.type}`);
    const words = item.content.map(wordsOf).join('\n').trim();
    const images = item.content.flatMap((part) =>
      part.type === 'image' ? [live({ video: readImage(part.url) })] : [],
    );
    if (!words && images.length === 0) throw refused('an item without words', 'invalid-config');
    if (isAnswered) this.#prompt();
    // The model that knows no order of turns in mid-session takes written words like spoken ones.
    if (isAnswered && words && item.role === 'user' && isSynchronous(this.#line.model))
      return [...images, live({ text: words })];
    const clientContent = {
      // There is no role for the app: what it says stands where the user's words stand.
      ...(words && { turns: [writeContent(words, item.role === 'agent' ? 'model' : 'user')] }),
      turnComplete: isAnswered,
    };
    return words || isAnswered ? [...images, { clientContent }] : images;
  }

  #giveResult({
    callId,
    name,
    output,
    isError,
    isAnswered,
  }: Written<'send-tool-output'>): readonly WireClientMessage[] {
    const { model, options, withdrawn, unnamed } = this.#line;
    if (withdrawn.has(callId)) return [];
    const isAsync = isNonBlocking(model, options, name);
    // A model that has waited goes on in the same answer: the next one is to something else.
    if (isAsync || !this.#line.isResponding) this.#line.isPrompted = true;
    const wish = isAnswered === false ? 'silent' : (options.tools?.[name]?.scheduling ?? '');
    const result = {
      id: unnamed.has(callId) ? undefined : callId,
      name,
      response: { [isError ? 'error' : 'output']: readJson(output) },
      scheduling: wish && isAsync ? wish.toUpperCase().replace('-', '_') : undefined,
    };
    return [{ toolResponse: { functionResponses: [result] } }];
  }
}

function wordsOf(part: ContentPart): string {
  return part.type === 'text' ? part.text : part.type === 'audio' ? (part.transcript ?? '') : '';
}

/** Reads a picture out of its address. The vendor fetches none. */
function readImage(url: string): { readonly mimeType: string; readonly data: string } {
  const [, mimeType = '', data = ''] = /^data:(image\/[\w.+-]+);base64,(.+)$/s.exec(url) ?? [];
  if (!data) throw refused('a picture that is no data: address in base64', 'invalid-config');
  return { mimeType, data };
}

/** A result that is JSON is given as what it says; anything else as text. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Words are as good a result as JSON.
    return text;
  }
}
