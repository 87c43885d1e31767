import { createRealtimeSession, listEntries } from '@repartee/core';
import { toy } from '@repartee/core/adapters/toy';
import { toyMinter } from '@repartee/core/adapters/toy/server';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createFakeSpeaker } from '@repartee/core/testing';
import { createEmulator } from '@repartee/emulator';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

it('an app talks with the toy by changing one import', async () => {
  const emulator = await createEmulator({
    voice: {
      speak: () => Promise.resolve({ samples: new Float32Array(800), sampleRateHz: 16_000 }),
      close: () => Promise.resolve(),
    },
  });
  onTestFinished(() => emulator.close());
  expect(emulator.vendors).toContain('toy');
  const session = createRealtimeSession({
    adapter: toy(emulator.origin),
    credential: () => toyMinter().mint(),
    microphone: false,
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      speaker: createFakeSpeaker(),
    },
  });
  await session.connect();
  const heard = new Promise<void>((resolve) => {
    session.on('phase-changed', ({ phase, previous }) => {
      if (previous === 'speaking' && phase === 'listening') resolve();
    });
  });
  session.sendText('Hello');
  // @ts-expect-error the toy cannot be asked to respond
  expect(() => session.respond()).toThrow(expect.objectContaining({ code: 'unsupported-capability' }));
  await heard;
  const texts = listEntries(session.store.getState().transcript).map((entry) =>
    entry.kind === 'message' ? entry.text : '',
  );
  expect(texts).toEqual(['Hello', 'You wrote: Hello']);
  await session.close();
});
