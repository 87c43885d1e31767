import type { WaitQueueFault } from '../../faults/fault.ts';
import type { Random } from '../../random.ts';
import type { StallableSocket } from '../../stallable-socket.ts';
import type { VendorContext } from '../../vendor.ts';
import type { SeenImage } from '../../vision/see-image.ts';
import { pathsOf } from './agents.ts';
import type { AgentSettings } from './agents.ts';
import { readJson, readMessage } from './client-events.ts';
import type { ClientMessage } from './client-events.ts';
import { Pings } from './pings.ts';
import type { MediaOutput } from './media-output.ts';
import type { Monitors } from './monitors.ts';
import { Dialogue } from './dialogue.ts';
import type { ConversationFiles, FileStore } from './files.ts';
import { Fault } from './frames.ts';
import type { Wire } from './frames.ts';

/** The first message must come within this time, in milliseconds: the emulator's own choice. */
const START_MS = 10_000;

/** The vendor ends a spoken conversation after this long without user input (the vendor's table of errors, 2026), in milliseconds. */
const RECEIVE_MS = 60_000;

/** The close code after a wait in the queue that was too long (vendor's mock). */
const CLOSE_QUEUE = 3008;

type Multimodal = Extract<ClientMessage, { type: 'multimodal_message' }>;
type Start = Extract<ClientMessage, { type: 'conversation_initiation_client_data' }>;

export interface ConversationOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: StallableSocket;
  readonly agent: AgentSettings;
  readonly conversationId: string;
  readonly fileStore: FileStore;
  readonly monitors: Monitors;
  /** The media track for the agent's audio; `null` if the messages carry it. */
  readonly output: MediaOutput | null;
}

/** One conversation over one connection. */
export class Conversation {
  readonly #options: ConversationOptions;
  #dialogue: Dialogue | null = null;
  #files: ConversationFiles | null = null;
  #pings: Pings | null = null;
  #events: ReadonlySet<string>;
  #isTextOnly = false;
  #stopWaiting: () => void = () => {};
  #isOver = false;
  /** Whether the conversation waits for a free place. What is sent meanwhile is discarded. */
  #isQueued = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#events = new Set(options.agent.clientEvents);
    options.socket.listen({ onMessage: (text) => this.#take(text), onClose: () => this.#end() });
  }

  /** The client can send now. Its first message must come in time. */
  begin(): void {
    this.#stopWaiting = this.#options.socket.later(START_MS, () =>
      this.#refuse(new Fault('missing_fields', 'The conversation was not initiated within 10 seconds.')),
    );
  }

  /** Takes the user's audio from a media track. Audio from before the start of the conversation is dropped. */
  pushAudio(bytes: Uint8Array): void {
    if (this.#isOver || this.#isTextOnly || this.#isQueued || !this.#dialogue) return;
    this.#pushToDialogue(bytes, this.#dialogue);
    this.#watch();
  }

  #pushToDialogue(bytes: Uint8Array, dialogue: Dialogue): void {
    const { durationMs, level } = dialogue.pushAudio(bytes);
    this.#options.socket.record.addAudio(bytes, durationMs, level);
  }

  /** Sends an event, where the agent's settings name it. */
  readonly #send = (type: string, payload: Wire = {}): void => {
    const isAlways = type === 'error' || type === 'conversation_initiation_metadata';
    const { socket, monitors, conversationId } = this.#options;
    if (this.#isOver) return;
    monitors.observe(conversationId, { type, ...payload });
    if (isAlways || this.#events.has(type)) socket.sendFrame({ type, ...payload });
    else socket.faults.observe('out', { type, ...payload });
  };

  readonly #close = (code: number, reason: string): void => {
    if (this.#isOver) return;
    // The socket stops its timers only when it has closed. Nothing may be sent until then.
    this.#end();
    this.#options.socket.close(code, reason);
  };

  #end(): void {
    this.#isOver = true;
    this.#options.fileStore.close(this.#options.conversationId);
    this.#options.monitors.close(this.#options.conversationId);
    this.#dialogue?.close();
    this.#stopWaiting();
  }

  #take(text: string | null): void {
    if (this.#isOver) return;
    const { socket } = this.#options;
    try {
      const wire = readJson(text);
      socket.record.addFrame('in', wire);
      const message = readMessage(wire);
      if (!this.#dialogue) this.#start(message);
      else this.#handle(message, this.#dialogue);
      if (message.type !== 'pong') this.#watch();
    } catch (error) {
      if (error instanceof Fault) this.#refuse(error);
      else this.#fail(error);
    }
  }

  /** A text-only conversation has no receive timeout. */
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

  /** Reports an error of the emulator, or of an agent that a test passed in, as a crash of the vendor. */
  readonly #fail = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    this.#refuse(new Fault('unknown_websocket_crash', message, 1011));
  };

  #start(message: ClientMessage): void {
    const { agent, conversationId, context, socket, random, output } = this.#options;
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
    const dialogue = new Dialogue({
      context,
      random,
      agent,
      isTextOnly,
      output,
      firstMessage,
      prompt: fill(override.agent?.prompt?.prompt ?? agent.prompt, variables),
      voiceId: override.tts?.voice_id ?? agent.voiceId,
      speed: override.tts?.speed ?? 1,
      send: this.#send,
      later: (delayMs, run) => socket.later(delayMs, run),
      onSpeech: () => socket.faults.enter('user-speaking'),
      hangUp: () => this.#close(1000, ''),
      fail: this.#fail,
    });
    this.#options.monitors.open(conversationId, {
      isAllowed: agent.isMonitored,
      end: () => this.#close(1000, ''),
      learn: (text) => dialogue.learn(text, null),
    });
    this.#send('conversation_initiation_metadata', {
      conversation_initiation_metadata_event: {
        conversation_id: conversationId,
        agent_output_audio_format: output ? 'pcm_48000' : agent.outputFormat,
        user_input_audio_format: output ? 'pcm_48000' : agent.inputFormat,
      },
    });
    this.#dialogue = dialogue;
    this.#files = this.#options.fileStore.open(conversationId, agent.files);
    if (firstMessage === '') socket.faults.enter('listening');
    this.#pings = new Pings(context.clock, this.#send, (delayMs, run) => socket.later(delayMs, run));
    const queue = socket.faults.carried('wait-queue');
    if (queue) this.#queue(queue, () => dialogue.start());
    // Some clients lose frames that arrive together with the first one. The vendor's own mock waits, too.
    else socket.later(1, () => dialogue.start());
    const { cap } = socket;
    const limitMs = cap.ms ?? (max_duration_seconds ?? 0) * 1000;
    socket.later(limitMs || agent.maxDurationMs, () => {
      if (cap.isAnnounced)
        this.#refuse(new Fault('max_duration_exceeded', 'The maximum duration is over.', 1000));
      else this.#close(1000, '');
    });
  }

  /** The events of the wait queue, and the close after it, are those of the vendor's mock. */
  #queue({ waitMs = 2_000, outcome = 'admitted' }: WaitQueueFault, begin: () => void): void {
    const { socket } = this.#options;
    const tell = (status: string) =>
      socket.sendFrame({ type: 'queue_status', queue_status_event: { status } });
    this.#isQueued = true;
    tell('waiting');
    socket.later(waitMs, () => {
      this.#isQueued = false;
      tell(outcome === 'admitted' ? 'admitted' : 'timed_out');
      if (outcome === 'admitted') begin();
      else this.#close(CLOSE_QUEUE, 'Timed out waiting in the concurrency queue.');
    });
  }

  /** Clients send the first file twice: as `file`, and among the `files`. */
  #takeImages({ file, files = [] }: Multimodal): readonly SeenImage[] {
    const ids = new Set([...(file ? [file] : []), ...files].map(({ file_id }) => file_id));
    const images = (this.#files?.take([...ids]) ?? []).flatMap(({ image }) => image ?? []);
    for (const image of images) this.#options.socket.record.addImage(image);
    return images;
  }

  #checkOverride({ conversation_config_override }: Start) {
    const override = conversation_config_override ?? {};
    const { allowed } = this.#options.agent;
    const refused = pathsOf(override as Wire).find((path) => allowed && !allowed.has(path));
    if (refused)
      throw new Fault('override_error', `Override for field '${refused}' is not allowed by config.`);
    return override;
  }

  #handle(message: ClientMessage, dialogue: Dialogue): void {
    if (this.#isQueued && message.type !== 'pong') return;
    switch (message.type) {
      case 'conversation_initiation_client_data':
        throw new Fault('invalid_message', 'The conversation has been initiated already.');
      case 'audio': {
        if (this.#isTextOnly)
          throw new Fault('invalid_message', 'There is no audio in a text-only conversation.');
        if (this.#options.output)
          throw new Fault('invalid_message', 'Sound travels on the microphone’s track, not in messages.');
        return this.#pushToDialogue(message.bytes, dialogue);
      }
      case 'pong':
        return this.#pings?.answer(message.event_id);
      case 'user_message':
        return dialogue.read(message.text ?? '');
      case 'multimodal_message':
        return dialogue.read(message.text?.text ?? '', this.#takeImages(message));
      case 'contextual_update':
        return dialogue.learn(message.text, message.context_id ?? null);
      case 'client_tool_result':
        return dialogue.tools.settle(message.tool_call_id, message.result, message.is_error);
      case 'mcp_tool_approval_result':
        return dialogue.tools.settle(message.tool_call_id, message.is_approved ? 'approved' : '', false);
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

/** Puts variables into a text. @throws Fault for a missing variable. */
function fill(text: string, variables: Wire): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    if (Object.hasOwn(variables, name)) return String(variables[name]);
    throw new Fault('missing_dynamic_variable', `Missing required dynamic variables: ${name}`);
  });
}
