import { describe, expect, it } from 'vitest';
import { collect } from '../../test/session-probes.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession } from '../testing/scripted-session.ts';
import { listEntries } from '../session/transcript/transcript.ts';

/** The transport takes no frame longer than this. */
const LIMIT = 10_000;
const LONG = 'x'.repeat(LIMIT);

/** Makes the open connection refuse long frames, as a data channel does. */
function limitFrames({ transport }: ScriptedSession): void {
  transport.refuseFrames((frame) =>
    frame.length > LIMIT
      ? new RealtimeError('invalid-config', `A frame of ${frame.length} bytes is too large for the channel.`)
      : null,
  );
}

const rows = ({ session }: ScriptedSession) => listEntries(session.store.getState().transcript);

describe('a message that the transport refuses', () => {
  it.each([false, true])('is failed and asks for no answer (live: %s)', async (isLive) => {
    const world = createScriptedSession();
    const errors = collect(world, 'error');
    if (isLive) await world.session.connect();
    else world.transport.onOpen(() => limitFrames(world));
    if (isLive) limitFrames(world);
    world.session.sendText(LONG);
    if (!isLive) await world.session.connect();
    await world.settle();
    expect(rows(world)).toMatchObject([{ role: 'user', state: 'failed' }]);
    expect(world.server.commandsOf('create-response')).toEqual([]);
    expect(errors).toMatchObject([{ code: 'invalid-config' }]);
    expect(world.session.store.getState().phase).toBe('listening');
    world.session.sendText('Short');
    await world.settle();
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
  });

  it('lets a request that waits behind a response be dropped', async () => {
    const world = await conversation().connect();
    world.session.respond();
    await world.settle();
    limitFrames(world);
    world.session.sendText(LONG);
    await world.settle();
    world.server.emit(...world.server.vendor.endResponse());
    await world.settle();
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
    expect(world.session.store.getState().phase).toBe('listening');
  });
});

describe('a tool output that the transport refuses', () => {
  it('reaches the model as a short coded error, once, and the row is failed', async () => {
    const world = await conversation({ tools: [{ name: 'find', execute: () => LONG }] }).connect();
    limitFrames(world);
    await conversation(world).user.writes('Find it').agent.calls('find');
    await world.settle();
    const outputs = world.server.commandsOf('send-tool-output');
    expect(outputs).toMatchObject([{ isError: true, output: expect.stringContaining('tool-failed') }]);
    expect(rows(world).at(-1)).toMatchObject({
      kind: 'tool',
      state: 'failed',
      error: { code: 'invalid-config' },
    });
    // One for the text, one for the tool.
    expect(world.server.commandsOf('create-response')).toHaveLength(2);
    const order = world.server.commands.map(({ type }) => type);
    expect(order.lastIndexOf('send-tool-output')).toBeLessThan(order.lastIndexOf('create-response'));
  });

  it('is not repeated when even the short error is refused', async () => {
    const world = await conversation({ tools: [{ name: 'find', execute: () => LONG }] }).connect();
    await conversation(world).user.writes('Find it');
    const errors = collect(world, 'error');
    world.transport.refuseFrames((frame) =>
      frame.includes('send-tool-output') ? new RealtimeError('invalid-config', 'No.') : null,
    );
    await conversation(world).agent.calls('find');
    await world.advance(1_000);
    expect(errors).toHaveLength(2);
    expect(world.server.commandsOf('create-response')).toHaveLength(1);
    expect(rows(world).at(-1)).toMatchObject({ kind: 'tool', state: 'failed' });
  });
});
