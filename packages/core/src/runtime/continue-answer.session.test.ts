import { describe, expect, it } from 'vitest';
import { startConversation, tellWords, vendorHears, vendorTakes } from '../../test/talk-over.ts';
import { responseDone } from '../../test/response-done.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import { heardText } from '../session/transcript/heard-text.ts';
import { entryOf } from '../session/transcript/transcript.ts';
import type { MessageEntry } from '../session/transcript/transcript.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import type { BargeInOptions } from './barge-in-options.ts';

const VOICE = { voicedMs: 500, speechMs: 550 };
const CUT = ['cancel-response', 'truncate-item'] as const;

/** A sound without words has cut the agent. */
async function startCut(
  bargeIn: BargeInOptions = { continueAfterMs: 2_000 },
  can: Partial<Capabilities> = {},
) {
  const talk = await startConversation(bargeIn, can);
  talk.world.reflex.begin();
  talk.world.reflex.goOn(500, VOICE);
  await talk.world.advance(20);
  talk.world.server.expectCommands(...CUT);
  return talk;
}

/** The vendor writes down the end of a turn. */
function writeDown({ server }: ScriptedSession, itemId: string, transcript: string): void {
  server.emit({ type: 'input-transcript-done', itemId, transcript, usage: null });
}

/** The instructions of the last request for a response, which replace those of the configuration. */
function lastInstructions({ server }: ScriptedSession): string | undefined {
  return server.commandsOf('create-response').at(-1)?.options.instructions;
}

describe('after a cut by sound alone', () => {
  it('the agent is asked to go on from the heard word when nothing is said, once', async () => {
    const { world, itemId } = await startCut();
    world.reflex.end();
    await world.advance(1_900);
    world.server.expectCommands();
    await world.advance(200);
    world.server.expectCommands('create-response');
    const entry = entryOf(world.session.store.getState().transcript, itemId) as MessageEntry;
    expect(heardText(entry)).toMatch(/^There are/);
    expect(lastInstructions(world)).toContain(JSON.stringify(heardText(entry)));
    await world.advance(10_000);
    world.server.expectCommands();
  });

  it('a second noise in a row leaves the agent silent', async () => {
    const { world } = await startCut();
    world.reflex.end();
    await world.advance(2_100);
    world.server.expectCommands('create-response');
    await sendSpeech(world, 'that leave before noon and one more', { unfinished: true });
    await world.advance(700);
    world.reflex.begin();
    world.reflex.goOn(500, VOICE);
    await world.advance(20);
    world.reflex.end();
    world.server.expectCommands(...CUT);
    await world.advance(10_000);
    world.server.expectCommands();
  });

  it('a turn that the noise made is not answered: the agent goes on', async () => {
    const { world } = await startCut();
    vendorHears(world, 'u2');
    world.reflex.end();
    vendorTakes(world, 'u2');
    await world.settle();
    world.server.expectCommands();
    writeDown(world, 'u2', '');
    await world.settle();
    world.server.expectCommands('create-response');
    expect(lastInstructions(world)).toContain('Go on from there');
  });

  it('a turn whose words come is answered as ever', async () => {
    const { world } = await startCut();
    vendorHears(world, 'u2');
    world.reflex.end();
    vendorTakes(world, 'u2');
    await world.settle();
    world.server.expectCommands();
    tellWords(world, 'u2', 'Which platform?');
    await world.settle();
    world.server.expectCommands('create-response');
    expect(lastInstructions(world)).toBeUndefined();
    await world.advance(10_000);
    world.server.expectCommands();
  });

  it('the agent never goes on over somebody who speaks', async () => {
    const { world } = await startCut();
    world.reflex.goOn(2_500, { voicedMs: 2_800, speechMs: 3_000 });
    await world.advance(5_000);
    world.server.expectCommands();
    world.reflex.end();
    await world.advance(2_100);
    world.server.expectCommands('create-response');
  });

  it('words that come too late are answered after all', async () => {
    const { world } = await startCut();
    vendorHears(world, 'u2');
    world.reflex.end();
    vendorTakes(world, 'u2');
    await world.advance(2_100);
    world.server.expectCommands('create-response');
    world.server.emit({ type: 'response-started', responseId: 'r9', isOutOfBand: false, metadata: null });
    tellWords(world, 'u2', 'Which platform does it leave from?');
    await world.settle();
    world.server.expectCommands('cancel-response');
    world.server.emit(responseDone('r9', { outcome: 'cancelled' }));
    await world.settle();
    world.server.expectCommands('create-response');
    expect(world.server.commandsOf('create-response').at(-1)?.options.instructions).toBeUndefined();
  });

  it.each([
    ['the app does not ask for it', {}, {}],
    ['the vendor responds by itself only', { continueAfterMs: 2_000 }, { isResponseOnDemand: false }],
    ['the vendor writes nothing down meanwhile', { continueAfterMs: 2_000 }, { hasInterimTranscript: false }],
  ] as const)('the agent stays silent where %s', async (_, bargeIn, can) => {
    const { world } = await startCut(bargeIn, can);
    world.reflex.end();
    await world.advance(10_000);
    world.server.expectCommands();
  });
});
