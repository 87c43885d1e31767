import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../protocol/server-event.ts';
import { createScriptedAdapter } from '../testing/scripted-adapter.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

describe('messages of the vendor’s own', () => {
  it('are refused where the vendor has none, and before the session is live', async () => {
    const { session } = createScriptedSession();
    expect(() => session.sendVendorEvent({ type: 'wave' })).toThrow(
      expect.objectContaining({ code: 'invalid-state' }),
    );
    await session.connect();
    expect(() => session.sendVendorEvent({ type: 'wave' })).toThrow(
      expect.objectContaining({ code: 'unsupported-capability' }),
    );
  });

  it('go out as the codec writes them', async () => {
    const world = createScriptedSession();
    const plain = createScriptedAdapter();
    const adapter = {
      ...plain,
      createCodec: () => ({
        ...plain.createCodec(),
        encodeVendorEvent: (event: object) => [JSON.stringify({ own: event })],
      }),
    };
    const { microphone, speaker, transport, clock } = world;
    const session = createRealtimeSession({
      adapter,
      credential: () => Promise.resolve('for-one-call'),
      ports: { microphone, speaker, transport, clock },
    });
    const sent: unknown[] = [];
    session.on('wire', ({ direction, frame }) => direction === 'out' && sent.push(frame));
    await session.connect();
    session.sendVendorEvent({ type: 'wave' });
    expect(sent.at(-1)).toBe('{"own":{"type":"wave"}}');
    await session.close();
  });

  it('reach the listeners of the events, and change nothing', async () => {
    const { session, server } = createScriptedSession();
    await session.connect();
    const before = session.store.getState();
    const heard: ServerEvent[] = [];
    session.on('server-event', (event) => heard.push(event));
    const event = { type: 'vendor-event-received', name: 'wave', data: { hand: 'left' } } as const;
    server.emit(event);
    expect(heard).toEqual([event]);
    expect(session.store.getState()).toEqual(before);
  });
});
