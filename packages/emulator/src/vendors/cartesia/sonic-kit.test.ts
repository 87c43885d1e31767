import { createRealtimeSession, listEntries } from '@repartee/core';
import type { RealtimeSession, SessionState } from '@repartee/core';
import { cartesia } from '@repartee/core/adapters/cartesia';
import { cartesiaMinter, sonicMinter } from '@repartee/core/adapters/cartesia/server';
import { sonic } from '@repartee/core/adapters/cartesia/speech';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeMicrophone, createFakeSpeaker } from '@repartee/core/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../../../test/start-emulator.ts';

/** A session of the kit in Node, with Sonic beside the agent. */
async function startSession() {
  const emulator = await startEmulator({ pace: 8 });
  const options = { apiKey: 'sk_car_1', baseUrl: emulator.origin };
  const calls = cartesiaMinter({ ...options, agentId: 'agent_1' });
  const speech = sonicMinter(options);
  const speaker = createFakeSpeaker();
  const session: RealtimeSession = createRealtimeSession({
    adapter: cartesia(),
    credential: () => calls.mint(),
    speech: {
      source: sonic({ voice: 'voice_1', baseUrl: emulator.origin }),
      credential: () => speech.mint(),
    },
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone: createFakeMicrophone(),
      speaker,
    },
  });
  onTestFinished(() => session.close());
  await session.connect();
  return { emulator, session, speaker };
}

function until(session: RealtimeSession, isSo: (state: SessionState) => boolean): Promise<void> {
  const { store } = session;
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo(store.getState())) return;
      stop();
      resolve();
    };
    const stop = store.subscribe(look);
    look();
  });
}

const entryOf = ({ transcript }: SessionState, id: string) =>
  listEntries(transcript).find((entry) => entry.kind === 'message' && entry.id === id);

it('speaks the app’s text behind the agent’s greeting, with the times of its words, and is cut like an answer', async () => {
  const { emulator, session, speaker } = await startSession();
  const first = session.say('One moment please.');
  await until(session, (state) => entryOf(state, first)?.state === 'done' && state.phase === 'listening');
  const row = entryOf(session.store.getState(), first);
  // The voice of tests takes 200 ms for a word.
  expect(row).toMatchObject({ isFromApp: true, heardMs: 600, receivedMs: 600 });
  expect(row && 'wordTimes' in row && row.wordTimes?.map(({ text }) => text)).toEqual([
    'One',
    'moment',
    'please.',
  ]);
  expect(speaker.rendered.at(-1)?.itemId).toBe(first);
  const second = session.say('One two three four five six seven eight nine ten. '.repeat(6));
  await until(session, ({ speakingItemId }) => speakingItemId === second);
  session.interrupt();
  await until(session, (state) => entryOf(state, second)?.state === 'interrupted');
  expect(speaker.heardMs(second)).toBeLessThan(2_000);
  await until(session, ({ phase }) => phase === 'listening');
  const sockets = emulator.sessions.filter(({ path }) => path.startsWith('/tts/websocket'));
  expect(sockets).toHaveLength(1);
  const isCalledOff = () => sockets[0]?.frames.some(({ frame }) => frame['cancel'] === true) ?? false;
  await vi.waitUntil(isCalledOff);
});
