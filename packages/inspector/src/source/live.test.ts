import { conversation } from '@repartee/core/testing';
import { createRecorder } from '@repartee/core/recording';
import { describe, expect, it, vi } from 'vitest';
import type { ChannelMessage } from './channel.ts';
import { connectInspector } from './connectInspector.ts';
import { createChannelSource } from './createChannelSource.ts';
import { createSessionSource } from './createSessionSource.ts';
import type { RecordingSource } from './RecordingSource.ts';

/** The sides whose sound is shown as waves, heard and not heard. */
const sounds = (source: RecordingSource) =>
  [
    ...new Set(
      source.getSnapshot().timeline.waves.map(({ lane, isHeard }) => (isHeard ? lane : `${lane}, unheard`)),
    ),
  ].toSorted();

const said = (source: RecordingSource) =>
  source
    .getSnapshot()
    .timeline.spans.filter(({ lane }) => lane === 'user')
    .map(({ label }) => label);

describe('a session', () => {
  it('is followed while there is a listener', async () => {
    const world = await conversation().connect();
    const source = createSessionSource(world.session);
    const stop = source.subscribe(() => {});
    await conversation(world).user.says('Hello there').agent.says('Hi');
    await vi.waitFor(() => expect(said(source)).toEqual(['Hello there']));
    expect(source.getSnapshot()).toMatchObject({ isLive: true, problem: null });
    expect(source.getSnapshot().manifest?.format).toBe('repartee-recording');
    stop();
    expect(source.getSnapshot().steps).toEqual([]);
    await world.session.close();
  });

  it('has the waves of both sides, up to the moment', async () => {
    const world = await conversation().connect();
    const source = createSessionSource(world.session);
    const stop = source.subscribe(() => {});
    await conversation(world)
      .user.says('Tell me everything')
      .agent.says('one two three four five six', { interruptAfterWord: 2 })
      .user.says('Thank you');
    await vi.waitFor(() => expect(sounds(source)).toEqual(['agent', 'agent, unheard', 'user']));
    const { timeline } = source.getSnapshot();
    const lengthMs = timeline.waves.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    expect(lengthMs).toBeGreaterThan(2_000);
    for (const { endMs } of timeline.waves.filter(({ isHeard }) => isHeard))
      expect(endMs).toBeLessThanOrEqual(timeline.durationMs);
    stop();
    await world.session.close();
  });

  it('is followed by a recorder that runs already, with what it has kept, and leaves it running', async () => {
    const channel = 'given-channel';
    const world = await conversation().connect();
    const recorder = createRecorder(world.session, { audio: 'both' });
    await conversation(world).user.says('Before the inspector').agent.says('Yes');
    const disconnect = connectInspector(world.session, { channel, recorder });
    const source = createChannelSource(channel);
    const stop = source.subscribe(() => {});
    await vi.waitFor(() => expect(said(source)).toEqual(['Before the inspector']));
    expect(sounds(source)).toEqual(['agent', 'user']);
    const heardMs = () => source.getSnapshot().timeline.waves.at(-1)?.endMs ?? 0;
    const before = heardMs();
    await conversation(world).user.says('After it').agent.says('Yes');
    await vi.waitFor(() => expect(heardMs()).toBeGreaterThan(before));
    disconnect();
    stop();
    const recorded = recorder.durationMs;
    await conversation(world).wait(500);
    expect(recorder.durationMs).toBeGreaterThanOrEqual(recorded + 500);
    recorder.stop();
    await world.session.close();
  });

  it('is followed from another page, which may open earlier, later, and twice', async () => {
    const channel = 'test-channel';
    const early = createChannelSource(channel);
    const stopEarly = early.subscribe(() => {});
    const world = await conversation().connect();
    const disconnect = connectInspector(world.session, { channel });
    await conversation(world).user.says('The first words').agent.says('Yes');
    await vi.waitFor(() => expect(said(early)).toEqual(['The first words']));
    const late = createChannelSource(channel);
    const stopLate = late.subscribe(() => {});
    // The second one that opens asks, and both start again.
    await vi.waitFor(() => {
      expect(said(early)).toEqual(['The first words']);
      expect(said(late)).toEqual(['The first words']);
    });
    await conversation(world).user.says('Later words').agent.says('Yes');
    await vi.waitFor(() => {
      expect(said(early)).toEqual(['The first words', 'Later words']);
      expect(said(late)).toEqual(['The first words', 'Later words']);
    });
    disconnect();
    stopEarly();
    stopLate();
    await world.session.close();
  });

  it('sends nothing of what the channel carries for others, and nothing after the end', async () => {
    const channel = 'shared-channel';
    const world = await conversation().connect();
    const messages: unknown[] = [];
    const other = new BroadcastChannel(channel);
    other.addEventListener('message', ({ data }) => messages.push(data));
    const disconnect = connectInspector(world.session, { channel });
    await conversation(world).user.says('Not asked for').agent.says('Yes');
    other.postMessage({ type: 'ask anything' });
    other.postMessage(null);
    other.postMessage({ type: 'ask', by: 'an inspector' });
    await vi.waitFor(() => expect(messages).toContainEqual(expect.objectContaining({ type: 'lines' })));
    expect(messages.slice(0, 2)).toMatchObject([{ type: 'here' }, { type: 'begin' }]);
    disconnect();
    await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ type: 'end' }));
    other.close();
    await world.session.close();
  });

  it('is followed after the page was loaded again, which says no goodbye', async () => {
    const channel = 'reloaded-channel';
    const source = createChannelSource(channel);
    const stop = source.subscribe(() => {});
    const first = await conversation().connect();
    connectInspector(first.session, { channel });
    await conversation(first).user.says('Before').agent.says('Yes');
    await vi.waitFor(() => expect(said(source)).toEqual(['Before']));
    const second = await conversation().connect();
    connectInspector(second.session, { channel });
    await conversation(second).user.says('After').agent.says('Yes');
    await vi.waitFor(() => expect(said(source)).toEqual(['After']));
    stop();
    await Promise.all([first.session.close(), second.session.close()]);
  });

  it('sends no line once the last inspector has left', async () => {
    const channel = 'left-channel';
    const world = await conversation().connect();
    const messages: ChannelMessage[] = [];
    const types = () => messages.map(({ type }) => type);
    const other = new BroadcastChannel(channel);
    other.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => messages.push(data));
    const disconnect = connectInspector(world.session, { channel });
    for (const by of ['first', 'second']) other.postMessage({ type: 'ask', by });
    await vi.waitFor(() => expect(types().filter((type) => type === 'begin')).toHaveLength(2));
    other.postMessage({ type: 'leave', by: 'first' });
    await conversation(world).user.says('Still followed').agent.says('Yes');
    await vi.waitFor(() => expect(JSON.stringify(messages)).toContain('Still followed'));
    expect(types()).not.toContain('end');
    other.postMessage({ type: 'leave', by: 'second' });
    await vi.waitFor(() => expect(types()).toContain('end'));
    await conversation(world).user.says('Not followed').agent.says('Yes');
    // The page's second answer comes after all that it has sent.
    other.postMessage({ type: 'ask', by: 'third' });
    await vi.waitFor(() => expect(types().at(-1)).toBe('lines'));
    expect(types().slice(types().indexOf('end'))).toEqual(['end', 'begin', 'lines']);
    disconnect();
    other.close();
    await world.session.close();
  });
});
