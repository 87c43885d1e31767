import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import type { CallSocket } from './call-socket.ts';
import { checkVariables, readJson } from './client-events.ts';
import type { ClientMessage } from './client-events.ts';
import type { Dialect } from './dialect.ts';
import { Talk } from './talk.ts';
import type { Admission } from './tokens.ts';
import type { ClientTool } from './tools.ts';
import { Refusal } from './wire.ts';
import type { Wire } from './wire.ts';

/** The first event must come within this time (AsyncAPI of API version 2026-08-14), in milliseconds. */
const START_MS = 10_000;

/** So long without anybody speaking ends the call (reported by users in 2026), in milliseconds. */
const INACTIVITY_MS = 240_000;

/** Close codes: the end, a fault of the client's, a fault of the agent's. */
const CLOSE_ENDED = 1000;
const CLOSE_PROTOCOL = 1008;
const CLOSE_FAILED = 1011;

/** What an agent of the emulator says first and is told, unless the call has it otherwise. */
const GREETING = 'Hello! I am listening.';
const INSTRUCTIONS = 'You are the emulator’s agent.';

/** The voice of an agent that has none set. */
const VOICE_ID = 'slt';

type Start = Extract<ClientMessage, { kind: 'start' }>;

/** What a call is made of. */
export interface CallOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: CallSocket;
  readonly dialect: Dialect;
  readonly agentId: string;
  readonly admission: Admission;
  readonly tools: readonly ClientTool[];
}

/** One call over one connection. */
export class Call {
  readonly #options: CallOptions;
  #streamId: string;
  #talk: Talk | null = null;
  #stopWaiting: () => void = () => {};
  #stopInactivity: () => void = () => {};
  #isOver = false;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#streamId = createId(options.random, 'stream');
  }

  begin(): void {
    const { socket } = this.#options;
    socket.listen(
      (text) => this.#take(text),
      () => this.#end(),
    );
    this.#stopWaiting = socket.later(START_MS, () =>
      this.#refuse(new Refusal('invalid_event', 'The first event did not come within 10 seconds.', true)),
    );
  }

  readonly #send = (wire: Wire): void => {
    const { socket, dialect } = this.#options;
    if (!this.#isOver) socket.send(dialect.write(wire, this.#streamId));
  };

  #close(code: number, reason: string): void {
    if (this.#isOver) return;
    // The socket stops its timers when it closes; nothing more is said until then.
    this.#end();
    this.#options.socket.close(code, reason);
  }

  #end(): void {
    this.#isOver = true;
    this.#talk?.close();
    this.#stopWaiting();
    this.#stopInactivity();
  }

  #take(text: string | null): void {
    if (this.#isOver) return;
    const { dialect, socket } = this.#options;
    try {
      if (text === null) throw new Refusal('invalid_event', 'Binary frames are not supported.');
      const wire = readJson(text);
      socket.record.note('in', wire);
      const message = dialect.read(wire);
      if (!this.#talk) this.#start(message);
      else this.#handle(message, this.#talk);
      this.#stopWaiting();
      this.#stopWaiting = socket.later(dialect.idleMs, () =>
        this.#close(CLOSE_ENDED, 'connection idle timeout'),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) return this.#fail(error);
      // Whatever is wrong with the first event, the call cannot go on without it.
      this.#refuse(this.#talk ? error : new Refusal(error.code, error.message, true));
    }
  }

  #refuse({ code, message, isFatal }: Refusal): void {
    this.#send({ type: 'error', code, message, fatal: isFatal });
    if (isFatal) this.#close(CLOSE_PROTOCOL, message.slice(0, 100));
  }

  /** A fault of the emulator, or of an agent that was passed in, is told as a fault of the agent. */
  readonly #fail = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    this.#send({ type: 'error', code: 'agent_failed', message, fatal: true });
    this.#close(CLOSE_FAILED, 'agent failed');
  };

  #start(message: ClientMessage): void {
    const { context, dialect, admission, agentId, random, socket } = this.#options;
    if (message.kind !== 'start')
      throw new Refusal('invalid_event', 'The first event must open the session.', true);
    if (admission.isToken && Object.keys(message.variables).length > 0) {
      const told = 'dynamic_variables are not allowed with a token. Mint a session with them.';
      throw new Refusal('dynamic_variables_not_allowed', told, true);
    }
    const variables = { ...admission.variables, ...message.variables };
    checkVariables(variables);
    const talk = this.#createTalk(message, variables);
    this.#streamId = message.streamId ?? this.#streamId;
    const call_id = createId(random, 'ac');
    const audio = { input_format: message.format, output_delivery: message.delivery };
    this.#send({
      type: 'session_ready',
      call_id,
      agent_id: agentId,
      agent_version_id: 'av_emulator',
      audio,
      ...(dialect.isLine ? { config: { input_format: message.format }, agent: message.agent } : {}),
    });
    this.#talk = talk;
    talk.start();
    this.#watchInactivity(talk);
    const { sessionCapMs } = context.timing;
    if (sessionCapMs !== null)
      socket.later(sessionCapMs, () => this.#close(CLOSE_ENDED, 'call ended by agent, reason: duration'));
  }

  #createTalk(start: Start, variables: Wire): Talk {
    const { context, random, socket, dialect, admission, tools } = this.#options;
    const { overrides } = admission;
    const greeting = start.agent.introduction ?? overrides.initial_message ?? GREETING;
    return new Talk({
      context,
      random,
      format: start.format,
      delivery: start.delivery,
      instructions: start.agent.system_prompt ?? overrides.instructions ?? INSTRUCTIONS,
      greeting: fill(greeting, variables),
      voiceId: start.voiceId ?? overrides.audio?.output.voice_id ?? VOICE_ID,
      speed: overrides.audio?.output.speed ?? 1,
      // On Line the tools are run by the agent's own code.
      tools: dialect.isLine ? [] : tools,
      send: this.#send,
      later: (delayMs, run) => socket.later(delayMs, run),
      hangUp: (reason) => this.#close(CLOSE_ENDED, reason),
      fail: this.#fail,
    });
  }

  #watchInactivity(talk: Talk): void {
    this.#stopInactivity();
    this.#stopInactivity = this.#options.socket.later(INACTIVITY_MS, () => {
      if (talk.isBusy) this.#watchInactivity(talk);
      else this.#close(CLOSE_ENDED, 'call ended by agent, reason: inactivity');
    });
  }

  #handle(message: ClientMessage, talk: Talk): void {
    switch (message.kind) {
      case 'start':
        throw new Refusal('invalid_event', 'The session is open already.');
      case 'audio': {
        const { durationMs, level } = talk.hear(message.bytes);
        this.#options.socket.record.noteAudio(message.bytes, durationMs, level);
        if (talk.isBusy) this.#watchInactivity(talk);
        return;
      }
      case 'tool-result':
        return talk.settleTool(message.callId, message.result);
      // The agent's own code would hear of both. The emulator's echoes a custom event, so that somebody can see it.
      case 'custom':
        return this.#send({ type: 'custom', metadata: { received: message.metadata } });
      case 'key':
    }
  }
}

/** Puts variables into a text. @throws Refusal for one that is not there. */
function fill(text: string, variables: Wire): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    if (Object.hasOwn(variables, name)) return String(variables[name]);
    throw new Refusal('missing_dynamic_variables', `The welcome message needs '${name}'.`, true);
  });
}
