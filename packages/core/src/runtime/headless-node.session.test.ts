import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { ServerEvent } from '../protocol/server-event.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createReferenceVendor } from '../testing/reference-vendor.ts';
import { createScriptedAdapter } from '../testing/scripted-adapter.ts';
import { readScriptedCommand, writeScriptedFrame } from '../testing/scripted-wire.ts';
import { createWebSocketTransport } from '../transport/websocket-transport.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

const releases: (() => void)[] = [];

afterEach(() => {
  for (const release of releases.splice(0)) release();
});

/** A vendor on a real socket: it behaves, and answers everything with 200 ms of sound. */
async function startVendor(): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  releases.push(() => server.close());
  server.on('connection', (client) => {
    const vendor = createReferenceVendor();
    const say = (events: readonly ServerEvent[]) =>
      events.forEach((event) => client.send(writeScriptedFrame(event)));
    client.on('message', (frame) => {
      const command = readScriptedCommand(String(frame));
      say(vendor.answer(command));
      if (command.type !== 'create-response') return;
      const at = { responseId: vendor.activeResponseId ?? '', itemId: 'answer', contentIndex: 0 };
      say([
        { ...at, type: 'output-transcript-done', transcript: 'Hello from Node.' },
        { ...at, type: 'audio-delta', audio: new Uint8Array(9_600) },
        { ...at, type: 'audio-done' },
        ...vendor.endResponse(),
      ]);
    });
  });
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('a session in Node without a browser', () => {
  it('talks over a real socket, with fake devices that keep real time', async () => {
    const url = await startVendor();
    const speaker = createFakeSpeaker();
    const session = createRealtimeSession({
      adapter: createScriptedAdapter(),
      credential: () => Promise.resolve({ value: 'token', expiresAtMs: null, url }),
      ports: {
        transport: createWebSocketTransport({ webSocket: WebSocket }),
        microphone: createFakeMicrophone(),
        speaker,
      },
    });
    await session.connect();
    const heard = new Promise<void>((resolve) => {
      session.on('phase-changed', ({ phase, previous }) => {
        if (previous === 'speaking' && phase === 'listening') resolve();
      });
    });
    session.sendText('Hello?');
    await heard;
    expect(speaker.heardMs('answer')).toBe(200);
    const { transcript, latencies } = session.store.getState();
    expect([...transcript.archive.values()]).toMatchObject([
      { text: 'Hello?' },
      { text: 'Hello from Node.', heardMs: 200 },
    ]);
    expect(latencies).toHaveLength(1);
    await session.close();
    expect(session.store.getState().status).toBe('closed');
  });

  it('says what to pass where nothing is there to play with', async () => {
    const session = createRealtimeSession({
      adapter: createScriptedAdapter(),
      credential: () => Promise.resolve('token'),
      microphone: false,
      config: { outputModality: 'text' },
      ports: { transport: createWebSocketTransport() },
    });
    const failed = session.connect();
    await expect(failed).rejects.toMatchObject({ code: 'connect-refused' });
  });
});
