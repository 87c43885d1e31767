import { describe, expect, it, vi } from 'vitest';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';
import { transcriptRows } from '../testing/transcript-rows.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import type { ToolEntry } from '../session/transcript/transcript.ts';
import { defineTool } from './client-tool.ts';
import type { ClientTool } from './client-tool.ts';

type Order = { readonly order: number };

function createOrderTool(fields: Partial<ClientTool<Order>> = {}) {
  const execute = vi.fn(({ order }: Order) => `Order ${order} is cancelled.`);
  return {
    execute,
    tool: defineTool<Order>({ name: 'cancel_order', needsApproval: true, execute, ...fields }),
  };
}

const calls = ({ session }: ScriptedSession) =>
  listEntries(session.store.getState().transcript).filter(
    (entry): entry is ToolEntry => entry.kind === 'tool',
  );
const states = (world: ScriptedSession) => calls(world).map(({ state }) => state);
const outputs = (world: ScriptedSession) => world.server.commandsOf('send-tool-output');
const answers = (world: ScriptedSession) => world.server.commandsOf('create-response').length;

async function answer(
  world: ScriptedSession,
  given: { readonly approved: boolean; readonly reason?: string; readonly scope?: 'call' | 'session' },
  index = -1,
): Promise<void> {
  world.session.tools.answerApproval(calls(world).at(index)?.id ?? '', given);
  await world.settle();
}

/** The agent wants to cancel order 7, and waits for the user. */
async function ask(fields: Partial<ClientTool<Order>> = {}, options: ScriptedSessionOptions = {}) {
  const { tool, execute } = createOrderTool(fields);
  const world = createScriptedSession({ ...options, tools: [tool] });
  await world.session.connect();
  await conversation(world).user.writes('Cancel it').agent.calls('cancel_order', { order: 7 });
  return { world, execute };
}

describe('a tool that needs approval', () => {
  it('a late answer to a call that has ended does not let another call with its id run', async () => {
    const { world, execute } = await ask();
    const [ended] = calls(world);
    world.server.drop(1_000);
    await world.settle();
    await world.session.connect();
    world.server.emit({
      type: 'tool-call-requested',
      responseId: null,
      itemId: 'again',
      callId: ended?.callId ?? '',
      name: 'cancel_order',
      argumentsText: '{"order":8}',
    });
    await world.settle();
    await answer(world, { approved: true }, 0);
    expect([states(world), execute.mock.calls]).toEqual([['cancelled', 'awaiting-approval'], []]);
    await answer(world, { approved: true });
    expect(execute).toHaveBeenCalledOnce();
  });

  it('waits, with the floor left to the user, and runs when it is approved', async () => {
    const { world, execute } = await ask();
    const { session } = world;
    expect(calls(world)).toMatchObject([
      { state: 'awaiting-approval', approvalEndsAtMs: session.now() + 60_000, output: null },
    ]);
    expect([session.store.getState().phase, execute.mock.calls]).toEqual(['listening', []]);
    await answer(world, { approved: true });
    expect(execute).toHaveBeenCalledOnce();
    expect(calls(world)).toMatchObject([{ state: 'succeeded', output: 'Order 7 is cancelled.' }]);
    expect(calls(world)[0]).not.toHaveProperty('approvalEndsAtMs');
    expect([outputs(world), answers(world)]).toMatchObject([[{ isError: false }], 2]);
    // It has been answered.
    await answer(world, { approved: false });
    expect([states(world), outputs(world).length]).toEqual([['succeeded'], 1]);
  });

  it('shows what happens in order, and thinks again from the answer on', async () => {
    const { tool } = createOrderTool({ execute: () => new Promise(() => {}) });
    const world = await conversation({ tools: [tool] }).connect();
    const changed = collect(world, 'tool-changed');
    const phases = collect(world, 'phase-changed');
    await conversation(world).user.writes('Cancel it').agent.calls('cancel_order', { order: 7 });
    await answer(world, { approved: true });
    expect(changed.map(({ state }) => state)).toEqual(['awaiting-approval', 'running', 'running']);
    expect(phases.map(({ phase }) => phase)).toEqual(['thinking', 'listening', 'thinking']);
  });

  it('does not run when it is declined: the model gets the code and the reason, and goes on', async () => {
    const { world, execute } = await ask();
    await answer(world, { approved: false, reason: 'I want to keep it.' });
    expect(execute).not.toHaveBeenCalled();
    const [{ output } = { output: '' }] = outputs(world);
    expect(output).toMatch(/^tool-declined: .*"cancel_order".*not run.*I want to keep it\./);
    expect(calls(world)).toMatchObject([{ state: 'declined', error: { code: 'tool-declined' } }]);
    expect([outputs(world), answers(world)]).toMatchObject([[{ isError: true }], 2]);
  });

  it('is declined when the time is over, which does not count for the run', async () => {
    const { world, execute } = await ask({ approvalTimeoutMs: 90_000, timeoutMs: 1_000 });
    await world.advance(89_999);
    expect(states(world)).toEqual(['awaiting-approval']);
    await world.advance(1);
    expect(calls(world)).toMatchObject([{ state: 'declined', error: { code: 'approval-timeout' } }]);
    expect(outputs(world)[0]?.output).toMatch(/^approval-timeout: /);
    expect(execute).not.toHaveBeenCalled();
  });

  it('waits forever where it says so, and still has the limit of its run', async () => {
    const { world } = await ask({
      approvalTimeoutMs: Infinity,
      timeoutMs: 500,
      execute: () => new Promise(() => {}),
    });
    await world.advance(3_600_000);
    expect(calls(world)[0]).not.toHaveProperty('approvalEndsAtMs');
    await answer(world, { approved: true });
    await world.advance(500);
    expect(calls(world)).toMatchObject([{ state: 'failed', error: { code: 'tool-timeout' } }]);
  });

  it('asks only where its rule says so, with the validated arguments; a rule that fails runs nothing', async () => {
    const needsApproval = vi.fn(({ order }: Order) => order > 5);
    const { world, execute } = await ask({ needsApproval });
    expect([needsApproval.mock.calls, states(world)]).toEqual([[[{ order: 7 }]], ['awaiting-approval']]);
    await conversation(world).agent.calls('cancel_order', { order: 3 });
    expect([states(world), execute.mock.calls.length]).toEqual([['awaiting-approval', 'succeeded'], 1]);
    needsApproval.mockImplementation(() => {
      throw new Error('No rule.');
    });
    await conversation(world).agent.calls('cancel_order', { order: 3 });
    expect([states(world).at(-1), execute.mock.calls.length]).toEqual(['failed', 1]);
    await world.session.close();
  });

  it('is approved for the whole session, also where it waits more than once, but not for the next session', async () => {
    const { world, execute } = await ask();
    await conversation(world).agent.calls('cancel_order', { order: 8 });
    expect(states(world)).toEqual(['awaiting-approval', 'awaiting-approval']);
    await answer(world, { approved: true, scope: 'session' });
    await conversation(world).agent.calls('cancel_order', { order: 9 });
    expect([states(world), execute.mock.calls.length]).toEqual([Array(3).fill('succeeded'), 3]);
    await conversation(world).close().connect().agent.calls('cancel_order', { order: 10 });
    expect(states(world).at(-1)).toBe('awaiting-approval');
    await world.session.close();
  });

  it('goes on waiting when the user interrupts the agent, and its result is told', async () => {
    const { tool, execute } = createOrderTool();
    const world = await conversation({ tools: [tool] })
      .connect()
      .user.says('Cancel it')
      .agent.calls('cancel_order', { order: 7 })
      .agent.says('Please confirm that on the screen', { interruptAfterWord: 2 })
      .user.says('One moment');
    expect(states(world)).toEqual(['awaiting-approval']);
    await answer(world, { approved: true });
    expect([execute.mock.calls.length, outputs(world).length, states(world)]).toEqual([1, 1, ['succeeded']]);
  });

  it.each([
    [
      'the vendor withdraws the call',
      (world: ScriptedSession) =>
        world.server.emit({ type: 'tool-call-cancelled', callId: calls(world)[0]?.callId ?? '' }),
    ],
    ['the connection is lost', (world: ScriptedSession) => world.server.drop()],
    ['the session ends', (world: ScriptedSession) => void world.session.close()],
  ])('is cancelled when %s: a late answer changes nothing', async (_when, happen) => {
    const { world, execute } = await ask({}, { reconnect: () => 100 });
    happen(world);
    await world.advance(200);
    expect(states(world)).toEqual(['cancelled']);
    await answer(world, { approved: true });
    expect([execute.mock.calls, outputs(world), states(world)]).toEqual([[], [], ['cancelled']]);
    await world.session.close();
    await world.settle();
    expect(heldBy(world)).toEqual(NOTHING);
  });

  it('waits over a connection that the vendor takes up again', async () => {
    const { world, execute } = await ask(
      {},
      { vendor: { capabilities: { canResume: true, canOverlapConnections: false } }, reconnect: () => 100 },
    );
    world.server.emit({ type: 'resume-handle-received', handle: 'h1' });
    world.server.drop();
    await world.advance(100);
    expect([world.session.store.getState().status, states(world)]).toEqual(['live', ['awaiting-approval']]);
    await answer(world, { approved: true });
    expect([execute.mock.calls.length, outputs(world).length]).toEqual([1, 1]);
  });

  it('does not keep an idle session open', async () => {
    const { world } = await ask({ approvalTimeoutMs: Infinity }, { idleTimeoutMs: 120_000 });
    await world.advance(120_001);
    expect(world.session.store.getState()).toMatchObject({ status: 'closed', endReason: 'idle' });
    expect(transcriptRows(world.session.store.getState()).at(-1)).toMatchObject({ state: 'cancelled' });
  });

  it('is declined by a handler that asks by itself and throws an AbortError', async () => {
    const execute = () => Promise.reject(new DOMException('The user declined.', 'AbortError'));
    const { world } = await ask({ needsApproval: false, execute });
    expect(calls(world)).toMatchObject([{ state: 'declined', error: { code: 'tool-declined' } }]);
  });

  it('refuses an answer to what is no request', async () => {
    const { world } = await ask();
    expect(() => world.session.tools.answerApproval('nothing', { approved: true })).toThrow(
      expect.objectContaining({ code: 'invalid-state' }),
    );
    await world.session.close();
  });
});
