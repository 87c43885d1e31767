import type { Capabilities } from '../src/protocol/capabilities.ts';
import type { BargeInOptions } from '../src/runtime/barge-in-options.ts';
import { sendSpeech } from '../src/testing/conversation-agent.ts';
import { createScriptedSession } from '../src/testing/scripted-session.ts';
import type { ScriptedSession } from '../src/testing/scripted-session.ts';
import { SCRIPTED_CAPABILITIES } from '../src/testing/scripted-capabilities.ts';
import { collect } from './session-probes.ts';

const ANSWER = 'There are three trains that leave before noon and one more that leaves at two';

/** The vendor has sent all of the answer. */
export const FINISHED = [{}, false] as const;

/** A session in which the agent has spoken three words of a long answer, and its later `barge-in` events. */
export async function startConversation(
  bargeIn: BargeInOptions = {},
  differing: Partial<Capabilities> = {},
  unfinished = true,
) {
  const vendor = { capabilities: { ...SCRIPTED_CAPABILITIES, ...differing } };
  const world = createScriptedSession({ bargeIn, vendor });
  await world.session.connect();
  vendorHears(world, 'u1');
  vendorTakes(world, 'u1');
  const { itemId, durationMs } = await sendSpeech(world, ANSWER, { unfinished });
  await world.advance(700);
  world.server.expectCommands(...world.server.commands.map(({ type }) => type as 'configure'));
  return { world, itemId, durationMs, told: collect(world, 'barge-in') };
}

/** The vendor's own detection reports speech. */
export function vendorHears({ server }: ScriptedSession, itemId: string): void {
  server.emit({ type: 'speech-started', itemId, audioStartMs: null });
}

/** The vendor takes the user's turn as ended. */
export function vendorTakes({ server }: ScriptedSession, itemId: string): void {
  server.emit({ type: 'speech-stopped', itemId, audioEndMs: null }, { type: 'turn-committed', itemId });
}

/** The vendor writes down what it understands. */
export function tellWords({ server }: ScriptedSession, itemId: string, words: string): void {
  server.emit({ type: 'input-transcript-delta', itemId, delta: words });
}
