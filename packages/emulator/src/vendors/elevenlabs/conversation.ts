import type { Random } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import { pathsOf } from './agents.ts';
import type { AgentSettings } from './agents.ts';
import { readJson, readMessage } from './client-events.ts';
import type { ClientMessage } from './client-events.ts';
import type { ConversationSocket } from './conversation-socket.ts';
import { Pings } from './pings.ts';
import type { SoundLine } from './sound-line.ts';
import { Talk } from './talk.ts';
import { Fault } from './wire.ts';
import type { Wire } from './wire.ts';

/** The first message must come within this time, in milliseconds: the emulator's own choice. */
const START_MS = 10_000;

/** So long without anything of the user's ends a conversation by voice (the vendor's table of errors, 2026), in milliseconds. */
const RECEIVE_MS = 60_000;

type Start = Extract<ClientMessage, { type: 'conversation_initiation_client_data' }>;

/** What a conversation is made of. */
export interface ConversationOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: ConversationSocket;
  readonly agent: AgentSettings;
  readonly conversationId: string;
  /** Where sound goes that is not in the messages; `null` where they carry it. */
  readonly line: SoundLine | null;
}

/** One conversation over one connection. */
export class Conversation {
  readonly #options: ConversationOptions;
  #talk: Talk | null = null;
  #pings: Pings | null = null;
  #events: ReadonlySet<string>;
  #isTextOnly = false;
  #stopWaiting: () => void = () => {};
  #isOver = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#events = new Set(options.agent.clientEvents);
    options.socket.listen(
      (text) => this.#take(text),
      () => this.#end(),
    );
  }

  /** The client can speak: its first message is waited for. */
  begin(): void {
    this.#stopWaiting = this.#options.socket.later(START_MS, () =>
      this.#refuse(new Fault('missing_fields', 'The conversation was not initiated within 10 seconds.')),
    );
  }

  /** Takes sound that came on a line of its own, once the conversation has begun. */
  hear(bytes: Uint8Array): void {
    if (this.#isOver || this.#isTextOnly || !this.#talk) return;
    this.#listenTo(bytes, this.#talk);
    this.#watch();
  }

  #listenTo(bytes: Uint8Array, talk: Talk): void {
    const { durationMs, level } = talk.hear(bytes);
    this.#options.socket.record.noteAudio(bytes, durationMs, level);
  }

  /** Sends an event, where the agent's settings name it. */
  readonly #send = (type: string, payload: Wire = {}): void => {
    const isAlways = type === 'error' || type === 'conversation_initiation_metadata';
    if (!this.#isOver && (isAlways || this.#events.has(type)))
      this.#options.socket.send({ type, ...payload });
  };

  readonly #close = (code: number, reason: string): void => {
    if (this.#isOver) return;
    // The socket stops its timers when it closes; nothing more is said until then.
    this.#end();
    this.#options.socket.close(code, reason);
  };

  #end(): void {
    this.#isOver = true;
    this.#talk?.close();
    this.#stopWaiting();
  }

  #take(text: string | null): void {
    if (this.#isOver) return;
    const { socket } = this.#options;
    try {
      const wire = readJson(text);
      socket.record.note('in', wire);
      const message = readMessage(wire);
      if (!this.#talk) this.#start(message);
      else this.#handle(message, this.#talk);
      if (message.type !== 'pong') this.#watch();
    } catch (error) {
      if (error instanceof Fault) this.#refuse(error);
      else this.#fail(error);
    }
  }

  /** In writing a user may think as long as it takes. */
  #watch(): void {
    this.#stopWaiting();
    if (this.#isTextOnly || this.#isOver) return;
    this.#stopWaiting = this.#options.socket.later(RECEIVE_MS, () =>
      this.#refuse(new Fault('transport_receive_timeout', 'Nothing was received for 60 seconds.', 1002)),
    );
  }

  #refuse({ code, message, errorType }: Fault): void {
    this.#send('error', { error_event: { code, message, error_type: errorType, reason: message } });
    this.#close(code, message.slice(0, 100));
  }

  /** A fault of the emulator, or of an agent that was passed in, is told as a crash of the vendor's. */
  readonly #fail = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    this.#refuse(new Fault('unknown_websocket_crash', message, 1011));
  };

  #start(message: ClientMessage): void {
    const { agent, conversationId, context, socket, random, line } = this.#options;
    if (message.type !== 'conversation_initiation_client_data')
      throw new Fault('missing_fields', 'The first message must be conversation_initiation_client_data.');
    const override = this.#checkOverride(message);
    const {
      text_only: isTextOnly = false,
      client_events: events,
      max_duration_seconds,
    } = override.conversation ?? {};
    this.#isTextOnly = isTextOnly;
    if (events) this.#events = new Set(events);
    const variables = checkVariables(message.dynamic_variables ?? {});
    const firstMessage = fill(override.agent?.first_message ?? agent.firstMessage, variables);
    const talk = new Talk({
      context,
      random,
      agent,
      isTextOnly,
      line,
      firstMessage,
      prompt: fill(override.agent?.prompt?.prompt ?? agent.prompt, variables),
      voiceId: override.tts?.voice_id ?? agent.voiceId,
      speed: override.tts?.speed ?? 1,
      send: this.#send,
      later: (delayMs, run) => socket.later(delayMs, run),
      hangUp: () => this.#close(1000, ''),
      fail: this.#fail,
    });
    this.#send('conversation_initiation_metadata', {
      conversation_initiation_metadata_event: {
        conversation_id: conversationId,
        agent_output_audio_format: line ? 'pcm_48000' : agent.outputFormat,
        user_input_audio_format: line ? 'pcm_48000' : agent.inputFormat,
      },
    });
    this.#talk = talk;
    this.#pings = new Pings(context.clock, this.#send, (delayMs, run) => socket.later(delayMs, run));
    // Frames of the same moment as the first are lost by some clients: the vendor's own mock waits, too.
    socket.later(1, () => talk.start());
    const limitMs = context.timing.sessionCapMs ?? (max_duration_seconds ?? 0) * 1000;
    socket.later(limitMs || agent.maxDurationMs, () =>
      this.#refuse(new Fault('max_duration_exceeded', 'The maximum duration is over.', 1000)),
    );
  }

  #checkOverride({ conversation_config_override }: Start) {
    const override = conversation_config_override ?? {};
    const { allowed } = this.#options.agent;
    const refused = pathsOf(override as Wire).find((path) => allowed && !allowed.has(path));
    if (refused)
      throw new Fault('override_error', `Override for field '${refused}' is not allowed by config.`);
    return override;
  }

  #handle(message: ClientMessage, talk: Talk): void {
    switch (message.type) {
      case 'conversation_initiation_client_data':
        throw new Fault('invalid_message', 'The conversation has been initiated already.');
      case 'audio': {
        if (this.#isTextOnly)
          throw new Fault('invalid_message', 'There is no audio in a text-only conversation.');
        if (this.#options.line)
          throw new Fault('invalid_message', 'Sound travels on the microphone’s track, not in messages.');
        return this.#listenTo(message.bytes, talk);
      }
      case 'pong':
        return this.#pings?.answer(message.event_id);
      case 'user_message':
        return talk.read(message.text ?? '');
      case 'multimodal_message':
        return talk.read(message.text?.text ?? '');
      case 'contextual_update':
        return talk.learn(message.text, message.context_id ?? null);
      case 'client_tool_result':
        return talk.tools.settle(message.tool_call_id, message.result, message.is_error);
      case 'mcp_tool_approval_result':
        return talk.tools.settle(message.tool_call_id, message.is_approved ? 'approved' : '', false);
      // Both change nothing that could be seen here.
      case 'user_activity':
      case 'feedback':
    }
  }
}

function checkVariables(variables: Wire): Wire {
  const reserved = Object.keys(variables).find((name) => name.startsWith('system__'));
  if (reserved) throw new Fault('value_error', `The variable name '${reserved}' is reserved.`);
  return variables;
}

/** Puts variables into a text. @throws Fault for one that is not there. */
function fill(text: string, variables: Wire): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    if (Object.hasOwn(variables, name)) return String(variables[name]);
    throw new Fault('missing_dynamic_variable', `Missing required dynamic variables: ${name}`);
  });
}
