import { describe, expect, it } from 'vitest';
import { listEntries } from '../session/transcript/transcript.ts';
import { createStaticSession } from './static-session.ts';
import { createMessageEntry } from './transcript-entries.ts';

describe('a static session', () => {
  it('shows the state that it was given over the state of a session that was never connected', () => {
    const session = createStaticSession({ status: 'live', phase: 'thinking' });
    expect(session.store.getState()).toMatchObject({
      status: 'live',
      phase: 'thinking',
      connection: 0,
      volume: 1,
    });
  });

  it('holds the given rows in order and nothing that is not state', () => {
    const entries = [
      createMessageEntry({ id: 'b', text: 'Hi' }),
      createMessageEntry({ id: 'a', role: 'user' }),
    ];
    const session = createStaticSession({
      entries,
      microphoneLevel: 0.5,
      playhead: { itemId: 'b', heardMs: 3 },
    });
    expect(listEntries(session.store.getState().transcript)).toEqual(entries);
    expect(Object.keys(session.store.getState())).toEqual(
      Object.keys(createStaticSession().store.getState()),
    );
    expect(session.speaker.getPlayhead()).toEqual({ itemId: 'b', heardMs: 3 });
  });

  it('has the clock of the page, or the time that it was given', () => {
    const session = createStaticSession({ nowMs: 1_000 });
    expect(session.now()).toBe(1_000);
    session.setState({ nowMs: 2_000 });
    expect(session.now()).toBe(2_000);
    expect(Object.keys(session.store.getState())).not.toContain('nowMs');
    expect(Math.abs(createStaticSession().now() - performance.now())).toBeLessThan(1_000);
  });

  it('records commands and changes nothing but what needs no vendor', () => {
    const session = createStaticSession({ status: 'live' });
    session.interrupt();
    session.microphone.setMuted(true);
    const id = session.sendText('Hello');
    expect(session.commands).toEqual([
      { name: 'interrupt', args: [] },
      { name: 'microphone.setMuted', args: [true] },
      { name: 'sendText', args: ['Hello'] },
    ]);
    expect(id).toBe('item_1');
    expect(session.store.getState()).toMatchObject({ isMuted: true, status: 'live' });
  });

  it('tells the listeners of the store and of events', () => {
    const session = createStaticSession();
    const seen: unknown[] = [];
    session.store.subscribe((state) => seen.push(state.phase));
    session.on('turn-committed', (event) => seen.push(event));
    session.setState({ phase: 'speaking', speakerLevel: 0.25 });
    session.emit('turn-committed', { itemId: 'a' });
    expect(seen).toEqual(['speaking', { itemId: 'a' }]);
    expect(session.speaker.level()).toBe(0.25);
  });

  it('counts owners, and a release only once', () => {
    const session = createStaticSession();
    const release = session.retain();
    session.retain();
    release();
    release();
    expect(session.owners).toBe(1);
  });
});
