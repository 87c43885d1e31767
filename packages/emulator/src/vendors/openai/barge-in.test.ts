import { createRealtimeSession } from '@repartee/core';
import { openai } from '@repartee/core/adapters/openai';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import {
  createFakeMicrophone,
  createFakeReflex,
  createFakeSpeaker,
  createManualClock,
} from '@repartee/core/testing';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';

const ANSWER = 'Once upon a time there was a keeper who had never seen the sea by day.';
const INSTRUCTIONS = 'You are the keeper of a lighthouse.';

it('goes on from the heard word after a noise has cut the agent', async () => {
  const emulator = await startEmulator({
    recognizer: createScriptedRecognizer(['hello']),
    agent: saying(ANSWER),
  });
  const minter = openaiMinter({ apiKey: 'sk-test', baseUrl: `${emulator.origin}/v1` });
  const [microphone, reflex, heard] = [createFakeMicrophone(), createFakeReflex(), createManualClock()];
  const session = createRealtimeSession({
    adapter: openai({ baseUrl: `${emulator.origin}/v1` }),
    credential: () => minter.mint(),
    config: { instructions: INSTRUCTIONS },
    bargeIn: { continueAfterMs: 20 },
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      microphone,
      speaker: createFakeSpeaker({ clock: heard }),
      reflex,
    },
  });
  onTestFinished(() => session.close());
  const errors: unknown[] = [];
  session.on('error', (error) => errors.push(error));
  const until = (isDue: (state: ReturnType<typeof session.store.getState>) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isDue(session.store.getState())) return;
        stop();
        resolve();
      };
      const stop = session.store.subscribe(look);
      look();
    });
  const requests = () =>
    emulator.sessions.flatMap(({ frames }) =>
      frames.flatMap(({ direction, frame }) =>
        direction === 'in' && frame['type'] === 'response.create' ? [frame] : [],
      ),
    );

  const answered = () =>
    new Promise<void>((resolve) => {
      const stop = session.on('response-done', () => {
        stop();
        resolve();
      });
    });

  await session.connect();
  const first = answered();
  for (let chunk = 0; chunk * microphone.chunkMs < 600; chunk += 1) microphone.pushVoice();
  for (let chunk = 0; chunk * microphone.chunkMs < 1_000; chunk += 1) microphone.pushSilence();
  await first;
  await heard.advanceAsync(1_000);
  await until(({ speakingItemId, bargeIn }) => speakingItemId !== null && bargeIn !== null);
  const second = answered();
  reflex.begin();
  reflex.goOn(600, { voicedMs: 500, speechMs: 550 });
  reflex.end();
  await until(({ bargeIn }) => bargeIn?.history.at(-1)?.verdict === 'yield');
  await second;

  const asked = requests().at(-1)?.['response'];
  expect(asked).toMatchObject({ instructions: expect.stringContaining(INSTRUCTIONS) });
  expect(asked).toMatchObject({ instructions: expect.stringMatching(/"Once upon[^"]*"\. Go on from there/) });
  expect(errors).toEqual([]);
});
