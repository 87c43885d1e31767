import { describe, expect, it } from 'vitest';
import { collect, messagesIn } from '../../test/session-probes.ts';
import { startConversation, vendorHears, vendorTakes } from '../../test/talk-over.ts';
import { entryOf } from '../session/transcript/transcript.ts';
import { heardText, unheardText } from '../session/transcript/heard-text.ts';
import { sendSpeech } from '../testing/conversation-agent.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';

/** The failures of interruptions in comparable kits, one test each. */
describe('an interruption', () => {
  /** A voice long enough to cut. */
  async function cut(world: ScriptedSession): Promise<void> {
    world.reflex.begin();
    world.reflex.goOn(600);
    await world.advance(20);
  }

  const rowOf = (world: ScriptedSession, itemId: string) => {
    const entry = entryOf(world.session.store.getState().transcript, itemId);
    if (entry?.kind !== 'message') throw new Error('There is no such row.');
    return entry;
  };

  it('1. before the first sample was heard truncates nothing at 0 ms: the item is taken out', async () => {
    const world = createScriptedSession({ bargeIn: {} });
    await world.session.connect();
    vendorHears(world, 'u1');
    vendorTakes(world, 'u1');
    const { itemId } = await sendSpeech(world, 'Not yet heard', { unfinished: true });
    expect(world.speaker.heardMs(itemId)).toBe(0);
    world.session.interrupt();
    await world.advance(20);
    expect(world.server.commandsOf('truncate-item')).toEqual([]);
    expect(world.server.commandsOf('remove-item')).toMatchObject([{ itemId }]);
  });

  it('2. truncates at no more than has been received, in whole milliseconds', async () => {
    const { world, itemId, durationMs: receivedMs } = await startConversation();
    await world.advance(20_000);
    world.session.interrupt();
    await world.advance(20);
    const at = world.server.commandsOf('truncate-item').at(-1)?.audioEndMs ?? 0;
    expect(at).toBe(receivedMs);
    expect(Number.isInteger(at)).toBe(true);
    expect(rowOf(world, itemId).heardMs).toBe(at);
  });

  it('3. by the vendor’s own detection tells the vendor how much was heard', async () => {
    const { world, itemId } = await startConversation({ detect: 'vendor' });
    vendorHears(world, 'u2');
    await world.advance(20);
    expect(world.server.commandsOf('truncate-item')).toMatchObject([
      { itemId, audioEndMs: Math.floor(world.speaker.heardMs(itemId)) },
    ]);
  });

  it('4. that was none sends no truncation, however often somebody coughs', async () => {
    const { world, durationMs: lengthMs } = await startConversation({}, {}, false);
    for (let coughs = 0; coughs < 5; coughs += 1) {
      world.reflex.begin({ voicedMs: 0 });
      world.reflex.end();
      await world.advance(100);
    }
    await world.advance(lengthMs);
    world.server.expectCommands();
  });

  it('5. is truncated by one side only: not by the kit where the vendor knows by itself', async () => {
    for (const truncation of ['vendor', 'none'] as const) {
      const { world } = await startConversation({}, { truncation });
      await cut(world);
      expect(world.server.commandsOf('truncate-item')).toEqual([]);
      expect(world.server.commandsOf('remove-item')).toEqual([]);
    }
  });

  it('6. by the user’s speech keeps the agent’s last words in the transcript', async () => {
    const { world, itemId } = await startConversation();
    const before = rowOf(world, itemId).text;
    await cut(world);
    vendorHears(world, 'u2');
    vendorTakes(world, 'u2');
    await world.settle();
    expect(rowOf(world, itemId)).toMatchObject({ text: before, state: 'interrupted' });
    expect(messagesIn(world).map(({ text }) => text)).toContain(before);
  });

  it('7. marks the words that were never heard, and keeps them out of what a new connection is told', async () => {
    const { world, itemId } = await startConversation();
    await cut(world);
    const entry = rowOf(world, itemId);
    expect(heardText(entry)).toBe('There are three trains');
    expect(`${heardText(entry)} ${unheardText(entry)}`).toBe(entry.text);
    expect(unheardText(entry)).toMatch(/^that/);
  });

  it('8. that the vendor refuses as “already shorter” leaves the agent able to speak', async () => {
    const { world } = await startConversation();
    const errors = collect(world, 'error');
    world.server.answer('truncate-item', ({ commandId }) => [
      {
        type: 'error-received',
        error: {
          code: 'vendor-failed',
          message: 'Audio content is already shorter.',
          vendorCode: 'invalid_value',
          commandId,
          effect: 'benign',
          wire: null,
        },
      },
    ]);
    await cut(world);
    vendorHears(world, 'u2');
    vendorTakes(world, 'u2');
    await world.settle();
    expect(world.server.commandsOf('create-response')).toHaveLength(2);
    const next = await sendSpeech(world, 'As you like', {});
    await world.advance(next.durationMs + 40);
    expect(world.speaker.heardMs(next.itemId)).toBe(next.durationMs);
    expect(errors).toEqual([]);
  });

  it('9. is not the only truncation: a long talk is shortened by the vendor, as the app asks', async () => {
    const contextTruncation = { retentionRatio: 0.8, maxTokensAfterInstructions: 8_000 };
    const world = createScriptedSession({ bargeIn: {}, config: { contextTruncation } });
    await world.session.connect();
    expect(world.server.commandsOf('configure')[0]?.config.contextTruncation).toEqual(contextTruncation);
  });

  it('10. of an answer that is still being made is one cut, and what is still on its way never sounds', async () => {
    const { world, itemId } = await startConversation();
    const responseId = rowOf(world, itemId).responseId ?? '';
    await cut(world);
    const heardMs = world.speaker.heardMs(itemId);
    world.session.interrupt();
    const audio = new Uint8Array(48_000).fill(9);
    world.server.emit({ type: 'audio-delta', responseId, itemId, contentIndex: 0, audio });
    await world.advance(2_000);
    expect(world.server.commandsOf('truncate-item')).toHaveLength(1);
    expect(world.server.commandsOf('cancel-response')).toHaveLength(1);
    expect(world.speaker.heardMs(itemId)).toBe(heardMs);
    expect(world.session.store.getState().phase).not.toBe('speaking');
  });
});
