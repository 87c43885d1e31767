import { describe, expect, it } from 'vitest';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { createScriptedSession } from './scripted-session.ts';
import { readScriptedCommand, readScriptedEvent, writeScriptedFrame } from './scripted-wire.ts';

describe('a scripted session', () => {
  it('goes live against a vendor that behaves, and leaves nothing behind when it is closed', async () => {
    const { session, server, transport, microphone, speaker, settle, pendingTimers } =
      createScriptedSession();
    await session.connect();
    expect(session.store.getState()).toMatchObject({
      status: 'live',
      sessionId: 'session_1',
      microphone: 'on',
    });
    server.expectCommands('configure');
    await session.close();
    await settle();
    expect([transport.openCount, microphone.isOpen, speaker.isOpen, pendingTimers()]).toEqual([
      0,
      false,
      false,
      0,
    ]);
  });

  it('hears whatever event the server says', async () => {
    const { session, server, settle } = createScriptedSession();
    await session.connect();
    server.emit(
      { type: 'speech-started', itemId: 'u1', audioStartMs: 0 },
      { type: 'input-transcript-delta', itemId: 'u1', delta: 'Hel' },
      { type: 'input-transcript-done', itemId: 'u1', transcript: 'Hello', usage: null },
    );
    await settle();
    const { transcript, phase } = session.store.getState();
    expect(phase).toBe('user-speaking');
    expect(listEntries(transcript)).toMatchObject([{ id: 'u1', text: 'Hello', role: 'user' }]);
  });

  it('answers as it is told to', async () => {
    const { session, server } = createScriptedSession();
    const error = {
      code: 'content-refused',
      message: 'Not this.',
      vendorCode: null,
      commandId: null,
      effect: 'fatal',
      wire: null,
    } as const;
    server.answer('configure', () => [{ type: 'error-received', error }]);
    await expect(session.connect()).rejects.toMatchObject({ code: 'content-refused' });
  });

  it('throws for events after the connection is gone', async () => {
    const { session, server, settle } = createScriptedSession({ reconnect: false });
    await session.connect();
    server.drop();
    await settle();
    expect(session.store.getState()).toMatchObject({ status: 'failed', error: { code: 'connection-lost' } });
    expect(() => server.emit({ type: 'input-cleared' })).toThrow('reach no client');
  });

  it('can differ from a vendor that can do everything', async () => {
    const { session, server, settle } = createScriptedSession({
      vendor: { capabilities: { truncation: 'vendor' } },
    });
    await session.connect();
    const events: RealtimeError[] = [];
    session.on('error', (error) => events.push(error));
    expect(session.capabilities.truncation).toBe('vendor');
    server.emit(...server.vendor.startResponse());
    session.interrupt();
    await settle();
    expect(events).toEqual([]);
    expect(server.vendor.activeResponseId).toBeNull();
  });
});

describe('the scripted wire', () => {
  it('carries audio both ways', () => {
    const audio = Uint8Array.from([0, 127, 128, 255]);
    const event = { type: 'audio-delta', responseId: 'r', itemId: 'i', contentIndex: 0, audio } as const;
    expect(readScriptedEvent(writeScriptedFrame(event))).toEqual(event);
    const command = { type: 'append-audio', audio } as const;
    expect(readScriptedCommand(writeScriptedFrame(command))).toEqual(command);
  });

  it.each([
    ['{', 'malformed'],
    ['7', 'malformed'],
    ['null', 'malformed'],
    ['{"type":7}', 'malformed'],
    ['{"type":"audio-delta"}', 'malformed'],
    ['{"type":"audio-delta","responseId":"r","itemId":"i","contentIndex":0,"audio":"?"}', 'malformed'],
    ['{"type":"input-transcript-delta","itemId":7,"delta":"x"}', 'malformed'],
    ['{"type":"item-added","item":{"id":{}}}', 'malformed'],
    ['{"type":"__proto__"}', 'unknown'],
    ['{"type":"constructor"}', 'unknown'],
    ['{"type":"brand-new"}', 'unknown'],
  ])('reads %s as %s', (frame, type) => {
    expect(readScriptedEvent(frame).type).toBe(type);
  });

  it('reads bytes as malformed', () => {
    expect(readScriptedEvent(new ArrayBuffer(4))).toMatchObject({ type: 'malformed' });
  });
});
