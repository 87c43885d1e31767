import { listEntries } from '../src/session/transcript/transcript.ts';
import { createScriptedSession } from '../src/testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../src/testing/scripted-session.ts';
import { readScriptedCommand } from '../src/testing/scripted-wire.ts';
import { transcriptRows } from '../src/testing/transcript-rows.ts';

/** The state that components see. */
export const state = ({ session }: ScriptedSession) => session.store.getState();

/** A live session whose statuses are watched. */
export async function live(options: ScriptedSessionOptions = {}) {
  const world = createScriptedSession({ reconnect: () => 0, ...options });
  await world.session.connect();
  const statuses: string[] = [];
  world.session.on('status-changed', ({ status }) => statuses.push(status));
  return { ...world, statuses };
}

/** The types of the commands that went over one connection, audio left out. */
export function sentOver({ transport }: ScriptedSession, number: number): readonly string[] {
  const connection = transport.connections[number - 1];
  return (connection?.sent ?? [])
    .map((frame) => readScriptedCommand(frame as string).type)
    .filter((type) => type !== 'append-audio');
}

/** The audio of the user that went over one connection, in milliseconds. */
export function audioOver({ transport }: ScriptedSession, number: number): number {
  const bytes = (transport.connections[number - 1]?.sent ?? []).map((frame) => {
    const command = readScriptedCommand(frame as string);
    return command.type === 'append-audio' ? command.audio.byteLength : 0;
  });
  return bytes.reduce((sum, length) => sum + length, 0) / 48;
}

/** The texts of the items that the vendor has on one connection, without the kit's own notes. */
export const toldOver = ({ server, transport }: ScriptedSession, number: number) => {
  const connection = transport.connections[number - 1];
  const items = connection ? server.vendorOf(connection).items : [];
  return items
    .filter(({ id }) => !id.startsWith('note_'))
    .map((item) =>
      item.type === 'message'
        ? item.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
        : item.type,
    );
};

/** The rows of the transcript without the marks of new connections. */
export const messagesOf = (world: ScriptedSession) =>
  listEntries(state(world).transcript).filter(({ kind }) => kind !== 'continuity');

/** The same, as a test writes them. */
export const messageRows = (world: ScriptedSession) =>
  transcriptRows(state(world)).filter((row) => !('continuity' in row));

/** The user's voice, in chunks. */
export async function pushVoice(world: ScriptedSession, ms: number): Promise<void> {
  for (let at = 0; at < ms; at += 20) {
    world.microphone.pushVoice();
    await world.advance(20);
  }
}

/** The user begins to speak; the vendor notices it after 200 ms. */
export async function beginToSpeak(world: ScriptedSession): Promise<string> {
  await pushVoice(world, 200);
  const itemId = world.server.vendor.createId('turn');
  world.server.emit({ type: 'speech-started', itemId, audioStartMs: null });
  await world.settle();
  return itemId;
}
