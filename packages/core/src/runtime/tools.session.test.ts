import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { transcriptRows } from '../testing/transcript-rows.ts';
import { defineTool } from './client-tool.ts';
import type { AnyClientTool } from './client-tool.ts';

/** A tool that a test ends by hand. */
function createHeldTool(name = 'look_up') {
  const calls: { readonly signal: AbortSignal; readonly finish: (result: unknown) => void }[] = [];
  const tool = defineTool<unknown>({
    name,
    execute: (_args, { signal }) => new Promise((resolve) => void calls.push({ signal, finish: resolve })),
  });
  return { tool, calls };
}

describe('tools in the conversation', () => {
  it('a tool whose schema would not be checked is refused, as an option and when it is registered', async () => {
    const tool: AnyClientTool = {
      name: 'look_up',
      parameters: { type: 'object', unevaluatedProperties: false },
      execute: () => {},
    };
    const refusal = expect.objectContaining({
      code: 'invalid-config',
      message: expect.stringContaining('`unevaluatedProperties` (at /unevaluatedProperties)'),
    });
    expect(() => conversation({ tools: [tool] })).toThrow(refusal);
    const world = await conversation().connect();
    expect(() => world.session.tools.register(tool)).toThrow(refusal);
  });

  it('a call runs once, however often it comes and with whatever item', async () => {
    let runs = 0;
    const world = await conversation({ tools: [{ name: 'count', execute: () => (runs += 1) }] })
      .connect()
      .user.writes('Count')
      .agent.calls('count');
    const [row] = transcriptRows(world.session.store.getState()).slice(-1);
    const [{ callId } = { callId: '' }] = world.server.commandsOf('send-tool-output');
    const again = {
      type: 'tool-call-requested',
      responseId: null,
      callId,
      name: 'count',
      argumentsText: '{}',
    } as const;
    world.server.emit({ ...again, itemId: 'another item' }, { ...again, itemId: 'a third' });
    await world.settle();
    expect([runs, row]).toEqual([1, { tool: 'count', output: '1', state: 'succeeded' }]);
    expect(world.server.commandsOf('send-tool-output')).toHaveLength(1);
  });

  it('a tool of the app’s server is left to it: nothing is sent, and its output is shown when it comes', async () => {
    const world = await conversation({ serverTools: ['find_stock'] })
      .connect()
      .user.writes('Is it there?')
      .agent.calls('find_stock');
    const row = () => transcriptRows(world.session.store.getState()).at(-1);
    expect(row()).toEqual({ tool: 'find_stock', output: null, state: 'requested' });
    const entry = listEntries(world.session.store.getState().transcript).at(-1);
    const callId = entry?.kind === 'tool' ? entry.callId : '';
    const item = { type: 'tool-output', id: 'item_of_the_server', callId, output: '{"left":3}' } as const;
    world.server.emit({ type: 'item-added', item }, { type: 'item-done', item });
    await world.settle();
    expect(row()).toEqual({ tool: 'find_stock', output: '{"left":3}', state: 'succeeded' });
    expect(world.server.commandsOf('send-tool-output')).toEqual([]);
    // Only the user's message has asked for a response.
    expect(world.server.commandsOf('create-response').length).toBeLessThanOrEqual(1);
  });

  it('several calls of one answer run side by side, and the agent is asked once to go on', async () => {
    const [first, second] = [createHeldTool('first'), createHeldTool('second')];
    const world = await conversation({ tools: [first.tool, second.tool] })
      .connect()
      .user.writes('Do both')
      .agent.callsAll([{ name: 'first' }, { name: 'second' }])
      .expectCommands('configure', 'create-item', 'create-response');
    expect([first.calls.length, second.calls.length]).toEqual([1, 1]);
    second.calls[0]?.finish('two');
    await conversation(world).expectCommands('send-tool-output');
    first.calls[0]?.finish('one');
    await conversation(world).expectCommands('send-tool-output', 'create-response').agent.says('Both done');
    expect(transcriptRows(world.session.store.getState()).slice(1)).toEqual([
      { tool: 'first', output: 'one', state: 'succeeded' },
      { tool: 'second', output: 'two', state: 'succeeded' },
      { agent: 'Both done' },
    ]);
  });

  it.each<[string, string, string, AnyClientTool]>([
    [
      'fails',
      'failed',
      'tool-failed',
      { name: 'look_up', execute: () => Promise.reject(new Error('no network')) },
    ],
    ['is not there', 'failed', 'tool-unknown', { name: 'another', execute: () => 'x' }],
    [
      'gets arguments that do not fit',
      'failed',
      'tool-rejected',
      { name: 'look_up', parameters: { type: 'object', required: ['place'] }, execute: () => 'x' },
    ],
  ])('the model is told when a tool %s, and goes on', async (_what, state, code, tool) => {
    const world = await conversation({ tools: [tool] })
      .connect()
      .user.writes('Look it up')
      .agent.calls('look_up', {});
    const changes = transcriptRows(world.session.store.getState()).at(-1);
    expect(changes).toMatchObject({ tool: 'look_up', state });
    expect(world.server.commandsOf('send-tool-output')).toMatchObject([
      { isError: true, output: expect.any(String) },
    ]);
    expect(world.server.commandsOf('create-response')).toHaveLength(2);
    const entry = [...world.session.store.getState().transcript.archive.values()].at(-1);
    expect(entry).toMatchObject({ kind: 'tool', error: { code } });
  });

  it('a tool that takes too long is given up', async () => {
    const { tool } = createHeldTool();
    const world = await conversation({ tools: [{ ...tool, timeoutMs: 2_000 }] })
      .connect()
      .user.writes('Look it up')
      .agent.calls('look_up')
      .wait(2_000);
    expect(transcriptRows(world.session.store.getState()).at(-1)).toMatchObject({ state: 'failed' });
    world.server.emit(...world.server.vendor.endResponse());
    await world.settle();
    expect(world.pendingTimers()).toBe(0);
  });

  it('an interruption aborts what runs: the model is told, and is not asked to go on', async () => {
    const { tool, calls } = createHeldTool();
    const world = await conversation({ tools: [tool] })
      .connect()
      .user.says('Look it up')
      .agent.calls('look_up')
      .interrupt()
      .expectPhase('listening');
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(transcriptRows(world.session.store.getState()).at(-1)).toMatchObject({ state: 'cancelled' });
    world.server.expectCommands('configure', 'send-tool-output');
  });

  it('a call that the vendor withdraws is aborted without an answer', async () => {
    const { tool, calls } = createHeldTool();
    const world = await conversation({ tools: [tool] })
      .connect()
      .user.writes('Look it up')
      .agent.calls('look_up');
    const changed = collect(world, 'tool-changed');
    const [call] = [...world.session.store.getState().transcript.live.values()];
    world.server.emit({ type: 'tool-call-cancelled', callId: call?.kind === 'tool' ? call.callId : '' });
    calls[0]?.finish('too late');
    await world.settle();
    expect(changed.map(({ state }) => state)).toEqual(['cancelled']);
    expect(world.server.commandsOf('send-tool-output')).toEqual([]);
  });

  it('the end of the session aborts what runs, and leaves nothing', async () => {
    const { tool, calls } = createHeldTool();
    const world = await conversation({ tools: [tool] })
      .connect()
      .user.writes('Look it up')
      .agent.calls('look_up')
      .close();
    await world.settle();
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(heldBy(world)).toEqual(NOTHING);
    expect(transcriptRows(world.session.store.getState()).at(-1)).toMatchObject({ state: 'cancelled' });
  });

  it('a result that comes after the connection has changed is not sent to a vendor that knows nothing of it', async () => {
    const { tool, calls } = createHeldTool();
    const world = await conversation({
      tools: [{ ...tool, onInterruption: 'continue' }],
      reconnect: () => 100,
    })
      .connect()
      .user.writes('Look it up')
      .agent.calls('look_up')
      .drop()
      .wait(100)
      .expectStatus('live');
    calls[0]?.finish('found');
    await world.settle();
    expect(world.server.commandsOf('send-tool-output')).toEqual([]);
  });

  describe('a vendor that takes its conversation up again', () => {
    async function callTool() {
      const { tool, calls } = createHeldTool();
      const world = createScriptedSession({
        tools: [tool],
        vendor: {
          capabilities: { canResume: true, canOverlapConnections: false },
          readClose: ({ code }) =>
            code === 1008
              ? { code: 'session-expired', message: 'Stale.', isRetryable: true, dropsHandle: true }
              : null,
        },
        reconnect: () => 100,
      });
      const continuity = collect(world, 'continuity');
      await world.session.connect();
      world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
      await conversation(world).user.writes('Look it up').agent.calls('look_up');
      const [call] = calls;
      if (!call) throw new Error('The tool was not called.');
      return { world, call, continuity, outputs: () => world.server.commandsOf('send-tool-output') };
    }

    it.each(['while there is no connection', 'when it is live again'])(
      'gets the result of a call that ends %s, with the id of the call, and goes on',
      async (when) => {
        const { world, call, continuity, outputs } = await callTool();
        world.server.drop();
        await world.settle();
        if (when === 'when it is live again') await world.advance(100);
        expect([call.signal.aborted, outputs()]).toEqual([false, []]);
        call.finish('found');
        await world.advance(200);
        expect(world.session.store.getState().status).toBe('live');
        expect(outputs()).toMatchObject([{ callId: 'call_3', output: 'found', isError: false }]);
        expect(world.server.commandsOf('create-response')).toHaveLength(2);
        const rows = transcriptRows(world.session.store.getState());
        expect(rows).toContainEqual(expect.objectContaining({ tool: 'look_up', state: 'succeeded' }));
        expect(continuity).toMatchObject([{ kind: 'resumed', lost: [] }]);
      },
    );

    it.each(['running', 'finished'])(
      'that has forgotten it gets no result of a call that was %s',
      async (how) => {
        const { world, call, continuity, outputs } = await callTool();
        world.server.answer('configure', () => []);
        world.server.drop();
        await world.advance(100);
        if (how === 'finished') call.finish('found');
        await world.settle();
        world.server.drop(1008);
        world.server.answer('configure', (command) => world.server.vendor.answer(command));
        await world.advance(100);
        expect(world.session.store.getState().status).toBe('live');
        if (how === 'running') call.finish('found');
        await world.settle();
        expect([call.signal.aborted, outputs()]).toEqual([how === 'running', []]);
        expect(continuity).toMatchObject([
          { kind: 'reseeded', lost: [{ what: 'tool-call', callId: 'call_3' }] },
        ]);
      },
    );
  });

  it('tools that come and go are told to the vendor once for each task', async () => {
    const world = await conversation().connect();
    const { session, server } = world;
    const remove = [createHeldTool('a'), createHeldTool('b')].map(({ tool }) => session.tools.register(tool));
    await conversation(world).expectCommands('configure', 'configure');
    expect(
      server
        .commandsOf('configure')
        .at(-1)
        ?.config.tools?.map(({ name }) => name),
    ).toEqual(['a', 'b']);
    for (const release of remove) release();
    await world.settle();
    expect(server.commandsOf('configure').at(-1)?.config.tools).toEqual([]);
  });
});
