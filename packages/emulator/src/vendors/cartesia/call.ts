import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import type { StallableSocket } from '../../stallable-socket.ts';
import type { VendorContext } from '../../vendor.ts';
import { checkVariables, readJson } from './client-events.ts';
import type { ClientMessage } from './client-events.ts';
import type { Dialect } from './dialect.ts';
import { Dialogue } from './dialogue.ts';
import type { Admission } from './tokens.ts';
import type { ClientTool } from './tools.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The first event must come within this time (AsyncAPI of API version 2026-08-14), in milliseconds. */
const START_MS = 10_000;

/** The vendor ends a call after this long without speech (reported by users in 2026), in milliseconds. */
const INACTIVITY_MS = 240_000;

/** Close codes: the end, a fault of the client's, a fault of the agent's. */
const CLOSE_ENDED = 1000;
const CLOSE_PROTOCOL = 1008;
const CLOSE_FAILED = 1011;

/** The greeting and the instructions of an agent, unless the call overrides them. */
const GREETING = 'Hello! I am listening.';
const INSTRUCTIONS = 'You are the emulator’s agent.';

/** The default voice. */
const VOICE_ID = 'slt';

type Start = Extract<ClientMessage, { kind: 'start' }>;

export interface CallOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: StallableSocket;
  readonly dialect: Dialect;
  readonly agentId: string;
  readonly admission: Admission;
  readonly tools: readonly ClientTool[];
}

/** One call over one connection. */
export class Call {
  readonly #options: CallOptions;
  #streamId: string;
  #dialogue: Dialogue | null = null;
  #stopWaiting: () => void = () => {};
  #stopInactivity: () => void = () => {};
  #isOver = false;

  constructor(options: CallOptions) {
    this.#options = options;
    this.#streamId = createId(options.random, 'stream');
  }

  begin(): void {
    const { socket } = this.#options;
    socket.listen({ onMessage: (text) => this.#take(text), onClose: () => this.#end() });
    this.#stopWaiting = socket.later(START_MS, () =>
      this.#refuse(new Refusal('invalid_event', 'The first event did not come within 10 seconds.', true)),
    );
  }

  readonly #send = (wire: Wire): void => {
    const { socket, dialect } = this.#options;
    if (!this.#isOver) socket.sendFrame(dialect.write(wire, this.#streamId));
  };

  #close(code: number, reason: string): void {
    if (this.#isOver) return;
    // The socket stops its timers only when it has closed. Nothing may be sent until then.
    this.#end();
    this.#options.socket.close(code, reason);
  }

  #end(): void {
    this.#isOver = true;
    this.#dialogue?.close();
    this.#stopWaiting();
    this.#stopInactivity();
  }

  #take(text: string | null): void {
    if (this.#isOver) return;
    const { dialect, socket } = this.#options;
    try {
      if (text === null) throw new Refusal('invalid_event', 'Binary frames are not supported.');
      const wire = readJson(text);
      socket.record.addFrame('in', wire);
      const message = dialect.read(wire);
      if (!this.#dialogue) this.#start(message);
      else this.#handle(message, this.#dialogue);
      this.#stopWaiting();
      this.#stopWaiting = socket.later(dialect.idleMs, () =>
        this.#close(CLOSE_ENDED, 'connection idle timeout'),
      );
    } catch (error) {
      if (!(error instanceof Refusal)) return this.#fail(error);
      // Every fault of the first event is fatal.
      this.#refuse(this.#dialogue ? error : new Refusal(error.code, error.message, true));
    }
  }

  #refuse({ code, message, isFatal }: Refusal): void {
    this.#send({ type: 'error', code, message, fatal: isFatal });
    if (isFatal) this.#close(CLOSE_PROTOCOL, message.slice(0, 100));
  }

  /** Reports an error of the emulator, or of an agent that a test passed in, as a failure of the agent. */
  readonly #fail = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    this.#send({ type: 'error', code: 'agent_failed', message, fatal: true });
    this.#close(CLOSE_FAILED, 'agent failed');
  };

  #start(message: ClientMessage): void {
    const { dialect, admission, agentId, random, socket } = this.#options;
    if (message.kind !== 'start')
      throw new Refusal('invalid_event', 'The first event must open the session.', true);
    if (admission.isToken && Object.keys(message.variables).length > 0) {
      const reason = 'dynamic_variables are not allowed with a token. Mint a session with them.';
      throw new Refusal('dynamic_variables_not_allowed', reason, true);
    }
    const variables = { ...admission.variables, ...message.variables };
    checkVariables(variables);
    const dialogue = this.#createDialogue(message, variables);
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
    this.#dialogue = dialogue;
    dialogue.start();
    // Without a greeting the agent waits for the user.
    if (!dialogue.isBusy) socket.faults.enter('listening');
    this.#watchInactivity(dialogue);
    const { ms: capMs } = socket.cap;
    if (capMs !== null)
      socket.later(capMs, () => this.#close(CLOSE_ENDED, 'call ended by agent, reason: duration'));
  }

  #createDialogue(start: Start, variables: Wire): Dialogue {
    const { context, random, socket, dialect, admission, tools } = this.#options;
    const { overrides } = admission;
    const greeting = start.agent.introduction ?? overrides.initial_message ?? GREETING;
    return new Dialogue({
      context,
      random,
      format: start.format,
      delivery: start.delivery,
      instructions: fillKnown(start.agent.system_prompt ?? overrides.instructions ?? INSTRUCTIONS, variables),
      greeting: fill(greeting, variables),
      voiceId: start.voiceId ?? overrides.audio?.output.voice_id ?? VOICE_ID,
      speed: overrides.audio?.output.speed ?? 1,
      // On Line, the agent's own code runs the tools.
      tools: dialect.isLine ? [] : tools,
      send: this.#send,
      later: (delayMs, run) => socket.later(delayMs, run),
      hangUp: (reason) => this.#close(CLOSE_ENDED, reason),
      fail: this.#fail,
    });
  }

  #watchInactivity(dialogue: Dialogue): void {
    this.#stopInactivity();
    this.#stopInactivity = this.#options.socket.later(INACTIVITY_MS, () => {
      if (dialogue.isBusy) this.#watchInactivity(dialogue);
      else this.#close(CLOSE_ENDED, 'call ended by agent, reason: inactivity');
    });
  }

  #handle(message: ClientMessage, dialogue: Dialogue): void {
    switch (message.kind) {
      case 'start':
        throw new Refusal('invalid_event', 'The session is open already.');
      case 'audio': {
        const { durationMs, level } = dialogue.pushAudio(message.bytes);
        this.#options.socket.record.addAudio(message.bytes, durationMs, level);
        if (dialogue.isBusy) this.#watchInactivity(dialogue);
        return;
      }
      case 'tool-result':
        return dialogue.settleTool(message.callId, message.result);
      // The vendor passes both to the agent's own code. The emulator echoes a custom event, so that a test can see it.
      case 'custom':
        return this.#send({ type: 'custom', metadata: { received: message.metadata } });
      case 'key':
    }
  }
}

/** Puts variables into the instructions, which begin without those that are missing. */
function fillKnown(text: string, variables: Wire): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) =>
    Object.hasOwn(variables, name) ? String(variables[name]) : place,
  );
}

/** Puts variables into a text. @throws Refusal for a missing variable. */
function fill(text: string, variables: Wire): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    if (Object.hasOwn(variables, name)) return String(variables[name]);
    throw new Refusal('missing_dynamic_variables', `The welcome message needs '${name}'.`, true);
  });
}
