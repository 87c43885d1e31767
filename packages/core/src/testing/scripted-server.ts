import type { ClientCommand } from '../protocol/client-command.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { createMismatch } from './mismatch.ts';
import { createSaneVendor } from './sane-vendor.ts';
import type { SaneVendor } from './sane-vendor.ts';
import type { ScriptedConnection, ScriptedTransport } from './scripted-transport.ts';
import { readScriptedCommand, writeScriptedFrame } from './scripted-wire.ts';

type CommandOf<Type extends ClientCommand['type']> = Extract<ClientCommand, { readonly type: Type }>;

/** The events with which a vendor answers a command. */
export type Answer<Type extends ClientCommand['type']> = (command: CommandOf<Type>) => readonly ServerEvent[];

/** The vendor's side of a scripted session: it answers commands as a sane vendor does, and says whatever a test wants. */
export interface ScriptedServer {
  /** Every command on every connection, oldest first. */
  readonly commands: readonly ClientCommand[];
  /** What the vendor remembers: items, the running response, ids to come. */
  readonly vendor: SaneVendor;
  /** Says something to the client. @throws Error when no connection is open. */
  emit(...events: readonly ServerEvent[]): void;
  /** The commands of one type, oldest first. */
  commandsOf<Type extends ClientCommand['type']>(type: Type): readonly CommandOf<Type>[];
  /** How much of the user's audio has arrived, in bytes. */
  readonly receivedBytes: number;
  /** Replaces the answer to commands of one type; an answer without events is silence. */
  answer<Type extends ClientCommand['type']>(type: Type, answer: Answer<Type>): void;
  /** Ends the connection: by default it just breaks, with code 1006. */
  drop(code?: number, reason?: string): void;
  /** Compares the types of the commands since the last call, audio left out. @throws Error with the difference. */
  expectCommands(...types: readonly Exclude<ClientCommand['type'], 'append-audio'>[]): void;
}

/** Creates the vendor's side of a scripted transport whose client speaks through a scripted adapter. */
export function createScriptedServer(transport: ScriptedTransport): ScriptedServer {
  const commands: ClientCommand[] = [];
  const answers = new Map<string, Answer<never>>();
  const vendor = createSaneVendor();
  let receivedBytes = 0;
  let compared = 0;

  const emitTo = (connection: ScriptedConnection, events: readonly ServerEvent[]): boolean =>
    events.every((event) => connection.emit(writeScriptedFrame(event)));

  transport.onOpen((connection) => {
    vendor.reset();
    queueMicrotask(() =>
      emitTo(connection, [
        { type: 'session-created', sessionId: `session_${connection.number}`, expiresAtMs: null },
      ]),
    );
  });
  transport.onSend((frame, connection) => {
    const command = readScriptedCommand(frame as string);
    commands.push(command);
    if (command.type === 'append-audio') receivedBytes += command.audio.byteLength;
    const answer = answers.get(command.type) as
      | ((command: ClientCommand) => readonly ServerEvent[])
      | undefined;
    const events = answer ? answer(command) : vendor.answer(command);
    // Nothing comes back within the very call that sent: a network lies in between.
    if (events.length > 0) queueMicrotask(() => emitTo(connection, events));
  });

  return {
    commands,
    vendor,
    get receivedBytes() {
      return receivedBytes;
    },
    emit(...events) {
      if (!emitTo(transport.connection, events)) {
        throw new Error(`Connection ${transport.connection.number} is not open: nobody hears the server.`);
      }
    },
    commandsOf: <Type extends ClientCommand['type']>(type: Type) =>
      commands.filter((command): command is CommandOf<Type> => command.type === type),
    answer: (type, answer) => void answers.set(type, answer as unknown as Answer<never>),
    drop: (code = 1006, reason = '') => transport.connection.drop({ code, reason }),
    expectCommands(...types) {
      const actual = commands.slice(compared).flatMap(({ type }) => (type === 'append-audio' ? [] : [type]));
      compared = commands.length;
      if (JSON.stringify(actual) !== JSON.stringify(types)) {
        throw createMismatch('Other commands were sent than expected.', types, actual);
      }
    },
  };
}
