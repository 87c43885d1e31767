import type { ClientCommand } from '../protocol/client-command.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { createMismatch } from './mismatch.ts';
import { createCounter, createReferenceVendor } from './reference-vendor.ts';
import type { ReferenceVendor } from './reference-vendor.ts';
import type { ScriptedConnection, ScriptedTransport } from './scripted-transport.ts';
import { readScriptedCommand, writeScriptedFrame } from './scripted-wire.ts';

type CommandOf<Type extends ClientCommand['type']> = Extract<ClientCommand, { readonly type: Type }>;

/** The events with which a vendor answers a command. It is given the vendor's state on the connection of the command. */
export type Answer<Type extends ClientCommand['type']> = (
  command: CommandOf<Type>,
  vendor: ReferenceVendor,
) => readonly ServerEvent[];

/** The vendor's side of a scripted session: it answers commands as a real vendor does, and sends the events of a test. */
export interface ScriptedServer {
  /** Every command on every connection, oldest first. */
  readonly commands: readonly ClientCommand[];
  /**
   * The connection that the session uses: the oldest one that is open, as a newer one stands by until the older one is closed.
   *
   * @throws Error when there has been none.
   */
  readonly connection: ScriptedConnection;
  /** The vendor's state on that connection: items, the running response, the next ids. */
  readonly vendor: ReferenceVendor;
  /** The vendor's state on one connection. */
  vendorOf(connection: ScriptedConnection): ReferenceVendor;
  /** Sends events to the client over the connection that the session uses. @throws Error when no connection is open. */
  emit(...events: readonly ServerEvent[]): void;
  /** The commands of one type, oldest first. */
  commandsOf<Type extends ClientCommand['type']>(type: Type): readonly CommandOf<Type>[];
  /** The user's audio that has arrived, in bytes. */
  readonly receivedBytes: number;
  /** Replaces the answer to commands of one type; an answer without events sends nothing. */
  answer<Type extends ClientCommand['type']>(type: Type, answer: Answer<Type>): void;
  /** Holds the answers to commands of these types back, until `releaseAnswers`. */
  holdAnswers(...types: readonly ClientCommand['type'][]): void;
  /** Sends the answers that are held back, in order, and holds no more back. */
  releaseAnswers(): void;
  /** Ends the connection: by default it just breaks, with code 1006. */
  drop(code?: number, reason?: string): void;
  /** Compares the types of the commands since the last call, audio left out. @throws Error with the difference. */
  expectCommands(...types: readonly Exclude<ClientCommand['type'], 'append-audio'>[]): void;
}

/** Creates the vendor's side of a scripted transport whose client speaks through a scripted adapter. */
export function createScriptedServer(transport: ScriptedTransport): ScriptedServer {
  const commands: ClientCommand[] = [];
  const answers = new Map<string, Answer<never>>();
  const hold = createAnswerHold();
  let receivedBytes = 0;

  const emitTo = (connection: ScriptedConnection, events: readonly ServerEvent[]): boolean =>
    events.every((event) => connection.emit(writeScriptedFrame(event)));

  const vendorOf = createVendors();
  const inUse = (): ScriptedConnection =>
    transport.connections.find(({ state }) => state === 'open') ?? transport.connection;

  transport.onOpen((connection) => {
    const sessionId = `session_${connection.number}`;
    queueMicrotask(() => emitTo(connection, [{ type: 'session-created', sessionId, expiresAtMs: null }]));
  });
  transport.onSend((frame, connection) => {
    const command = readScriptedCommand(frame as string);
    commands.push(command);
    if (command.type === 'append-audio') receivedBytes += command.audio.byteLength;
    const answer = answers.get(command.type) as
      | ((command: ClientCommand, vendor: ReferenceVendor) => readonly ServerEvent[])
      | undefined;
    const vendor = vendorOf(connection);
    const events = answer ? answer(command, vendor) : vendor.answer(command);
    if (events.length === 0) return;
    hold.send(command.type, () => void emitTo(connection, events));
  });

  return {
    commands,
    get connection() {
      return inUse();
    },
    get vendor() {
      return vendorOf(transport.connections.length > 0 ? inUse() : { number: 1 });
    },
    vendorOf,
    get receivedBytes() {
      return receivedBytes;
    },
    emit(...events) {
      if (!emitTo(inUse(), events)) {
        throw new Error(`Connection ${inUse().number} is not open, so the events reach no client.`);
      }
    },
    commandsOf: <Type extends ClientCommand['type']>(type: Type) =>
      commands.filter((command): command is CommandOf<Type> => command.type === type),
    answer: (type, answer) => void answers.set(type, answer as unknown as Answer<never>),
    holdAnswers: hold.hold,
    releaseAnswers: hold.release,
    drop: (code = 1006, reason = '') => inUse().drop({ code, reason }),
    expectCommands: createExpectation(commands),
  };
}

/** A vendor for each connection. */
function createVendors(): (connection: Pick<ScriptedConnection, 'number'>) => ReferenceVendor {
  const createNumber = createCounter();
  const vendors = new Map<number, ReferenceVendor>();
  return ({ number }) => {
    const known = vendors.get(number) ?? createReferenceVendor(createNumber);
    vendors.set(number, known);
    return known;
  };
}

/** Compares the commands since the call before. */
function createExpectation(commands: readonly ClientCommand[]): ScriptedServer['expectCommands'] {
  let compared = 0;
  return (...types) => {
    const actual = commands.slice(compared).flatMap(({ type }) => (type === 'append-audio' ? [] : [type]));
    compared = commands.length;
    if (JSON.stringify(actual) !== JSON.stringify(types)) {
      throw createMismatch('Other commands were sent than expected.', types, actual);
    }
  };
}

/** Holds answers back by the type of the command. */
function createAnswerHold() {
  const types = new Set<ClientCommand['type']>();
  let held: (() => void)[] = [];
  return {
    hold: (...more: readonly ClientCommand['type'][]) => more.forEach((type) => types.add(type)),
    release() {
      types.clear();
      const due = held;
      held = [];
      for (const send of due) send();
    },
    /** An answer never arrives within the call that sent the command: the network is between them. */
    send(type: ClientCommand['type'], send: () => void) {
      if (types.has(type)) held.push(send);
      else queueMicrotask(send);
    },
  };
}
