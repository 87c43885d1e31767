import { describe, expect, it } from 'vitest';
import { chunkLevel } from '../audio/chunk-level.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';

/* A vendor whose voice detection counts audio finds the end of speech only in audio that arrives. */

const SILENCE_DURATION_MS = 500;

/** A vendor that finds turns in the audio that it is sent, and in nothing else. */
async function listen(options: ScriptedSessionOptions = {}, reportMs = 0) {
  const world = createScriptedSession({ vendor: { silenceAfterSpeech: true }, ...options });
  const format = world.adapter.inputFormat;
  const turns: string[] = [];
  let quietMs = 0;
  let isSpeech = false;
  let silentMs = 0;
  world.server.answer('append-audio', ({ audio }) => {
    const lengthMs = (audio.byteLength / 2 / format.sampleRateHz) * 1000;
    if (chunkLevel(audio, format) > 0.01) {
      quietMs = 0;
      if (isSpeech) return [];
      isSpeech = true;
      const started = { type: 'speech-started', itemId: `u${turns.length}`, audioStartMs: null } as const;
      if (reportMs === 0) return [started];
      world.clock.setTimeout(() => world.server.emit(started), reportMs);
      return [];
    }
    silentMs += lengthMs;
    quietMs += lengthMs;
    if (!isSpeech || quietMs < SILENCE_DURATION_MS) return [];
    isSpeech = false;
    const itemId = `u${turns.length}`;
    turns.push(itemId);
    return [
      { type: 'speech-stopped', itemId, audioEndMs: null },
      { type: 'turn-committed', itemId },
    ];
  });
  await world.session.connect();
  return { world, turns, silentMs: () => silentMs };
}

async function speak(world: ScriptedSession, lengthMs: number): Promise<void> {
  for (let atMs = 0; atMs < lengthMs; atMs += world.microphone.chunkMs) {
    world.microphone.pushVoice();
    await world.advance(world.microphone.chunkMs);
  }
}

describe('speech that is cut off', () => {
  const cuts: readonly (readonly [string, (world: ScriptedSession) => unknown])[] = [
    ['by a mute', ({ session }) => session.microphone.setMuted(true)],
    ['by switching the microphone off', ({ session }) => session.microphone.select(false)],
    ['by the loss of the microphone', ({ microphone }) => microphone.lose()],
  ];

  it.each(cuts)(
    '%s is one turn within the silence that ends it, and silence goes out no longer',
    async (_how, cut) => {
      const { world, turns, silentMs } = await listen();
      world.session.on('error', () => {});
      await speak(world, 1_200);
      await cut(world);
      await world.advance(SILENCE_DURATION_MS + 300);
      expect(turns).toHaveLength(1);
      await world.advance(60_000);
      expect(turns).toHaveLength(1);
      expect(silentMs()).toBeLessThanOrEqual(2_000);
    },
  );

  it('before the vendor has reported its beginning is one turn', async () => {
    const { world, turns } = await listen({}, 1_500);
    await speak(world, 300);
    world.session.microphone.setMuted(true);
    await world.advance(4_000);
    expect(turns).toHaveLength(1);
  });

  it('is not waited for longer than half a minute', async () => {
    const { world, silentMs } = await listen();
    world.server.answer('append-audio', () => []);
    world.server.emit({ type: 'speech-started', itemId: 'u', audioStartMs: null });
    await speak(world, 100);
    world.session.microphone.setMuted(true);
    const sent = () => world.server.commandsOf('append-audio').length;
    await world.advance(60_000);
    const after = sent();
    await world.advance(60_000);
    expect([sent() - after, silentMs()]).toEqual([0, 0]);
  });
});

it('sends no silence while the microphone is open, in a turn by hand, or before anything was said', async () => {
  const open = await listen();
  await speak(open.world, 500);
  await open.world.advance(1_000);
  expect(open.silentMs()).toBe(0);
  const byHand = await listen({ inputMode: 'push-to-talk' });
  byHand.world.session.turn.begin();
  await speak(byHand.world, 300);
  byHand.world.session.microphone.setMuted(true);
  await byHand.world.advance(2_000);
  expect(byHand.silentMs()).toBe(0);
  const quiet = await listen();
  quiet.world.session.microphone.setMuted(true);
  await quiet.world.advance(2_000);
  expect(quiet.silentMs()).toBe(0);
});

it('leaves no timer behind', async () => {
  const { world } = await listen();
  await speak(world, 200);
  world.session.microphone.setMuted(true);
  await world.session.close();
  expect(world.pendingTimers()).toBe(0);
});
