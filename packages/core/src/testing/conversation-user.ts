import type { ItemId, MessageItem } from '../protocol/conversation-item.ts';
import { WORD_MS } from './conversation-agent.ts';
import type { ScriptedSession } from './scripted-session.ts';

/** Options of the user's speech. */
export interface UserSaysOptions {
  /** Length of one word, in milliseconds. @default 200 */
  readonly wordMs?: number;
  /** The vendor's transcript; `null` for none. @default the spoken words */
  readonly heardAs?: string | null;
}

/** The user's voice begins: the vendor notices it, and stops its own answer where that is what it does. */
export async function beginSpeech({ server, microphone, settle }: ScriptedSession): Promise<ItemId> {
  const itemId = server.vendor.createId('turn');
  const { turnDetection } = server.vendor;
  server.emit({ type: 'speech-started', itemId, audioStartMs: null });
  if (turnDetection.mode !== 'off' && turnDetection.autoInterrupt !== false) {
    server.emit(...server.vendor.endResponse('cancelled'));
  }
  microphone.pushVoice();
  await settle();
  return itemId;
}

/** The user's voice ends: the vendor takes the turn, writes it down, and begins to answer where it does so by itself. */
export async function endSpeech(world: ScriptedSession, itemId: ItemId, words: string | null): Promise<void> {
  const { server, settle } = world;
  const { turnDetection, items } = server.vendor;
  const previousItemId = items.at(-1)?.id ?? null;
  const item: MessageItem = {
    type: 'message',
    id: itemId,
    role: 'user',
    status: 'completed',
    content: [{ type: 'audio', transcript: null }],
  };
  server.emit(
    { type: 'speech-stopped', itemId, audioEndMs: null },
    { type: 'turn-committed', itemId, previousItemId },
  );
  server.emit(...server.vendor.putItem(item, false));
  if (turnDetection.mode !== 'off' && turnDetection.autoRespond !== false) {
    server.emit(...server.vendor.startResponse());
  }
  tellWords(world, itemId, words);
  await settle();
}

/** The words of a turn, as they are recognised. */
function tellWords({ server }: ScriptedSession, itemId: ItemId, words: string | null): void {
  if (words === null) {
    return server.emit({ type: 'input-transcript-failed', itemId, message: 'Nothing was understood.' });
  }
  for (const delta of words.split(/(?<=\s)/)) server.emit({ type: 'input-transcript-delta', itemId, delta });
  server.emit({ type: 'input-transcript-done', itemId, transcript: words, usage: null });
}

/** Lets the microphone hear a voice for as long as the words take, chunk by chunk. */
export async function speak(world: ScriptedSession, words: string, wordMs = WORD_MS): Promise<void> {
  const { microphone, advance } = world;
  const durationMs = words.split(/\s+/).length * wordMs;
  for (let spokenMs = 0; spokenMs < durationMs; spokenMs += microphone.chunkMs) {
    microphone.pushVoice();
    await advance(microphone.chunkMs);
  }
}

/** Speaks in a turn that is opened and closed by hand. */
export async function speakByHand(
  world: ScriptedSession,
  words: string,
  options: UserSaysOptions,
): Promise<void> {
  const { session, server, settle } = world;
  session.turn.begin();
  await settle();
  await speak(world, words, options.wordMs);
  session.turn.end();
  await settle();
  const turn = server.vendor.items.findLast((item) => item.type === 'message' && item.role === 'user');
  if (turn) tellWords(world, turn.id, options.heardAs === undefined ? words : options.heardAs);
  await settle();
}
