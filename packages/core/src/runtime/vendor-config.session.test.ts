import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { ScriptedSession, ScriptedSessionOptions } from '../testing/scripted-session.ts';
import { VENDOR_SILENCE_MS } from '../session/vendor-silence.ts';

const tool = (name: string) => ({ name, execute: () => 'done' });

/** A session whose vendor acknowledges a configuration only when the test calls `acknowledge`. */
function createWorld(options: ScriptedSessionOptions = {}) {
  const world = createScriptedSession({ config: { instructions: 'Be brief.' }, ...options });
  const due: ServerEvent[] = [];
  world.server.answer('configure', (command) => {
    due.push(...world.server.vendor.answer(command));
    return [];
  });
  const connected = world.session.connect();
  const acknowledge = async () => {
    await world.settle();
    world.server.emit(...due.splice(0));
    await world.settle();
  };
  return { world, connected, acknowledge };
}

const changes = ({ server }: ScriptedSession): readonly SessionConfig[] =>
  server.commandsOf('configure').flatMap(({ isInitial, config }) => (isInitial ? [] : [config]));

describe('a change before the acknowledgement of the first configuration', () => {
  it.each<[string, (world: ScriptedSession) => void, SessionConfig]>([
    [
      'of the instructions',
      ({ session }) => session.updateConfig({ instructions: 'Be long.' }),
      { instructions: 'Be long.' },
    ],
    [
      'of the tools',
      ({ session }) => void session.tools.register(tool('find')),
      { tools: [expect.objectContaining({ name: 'find' })] },
    ],
    [
      'of the input mode',
      ({ session }) => session.setInputMode('push-to-talk'),
      { turnDetection: { mode: 'off' } },
    ],
    [
      'of who decides about interruptions',
      ({ session }) => session.setBargeIn({}),
      { turnDetection: { mode: 'server', autoInterrupt: false, autoRespond: false } },
    ],
  ])('%s is sent when the session is live', async (_, change, sent) => {
    const { world, connected, acknowledge } = createWorld();
    await world.settle();
    change(world);
    await world.settle();
    expect(changes(world)).toEqual([]);
    await acknowledge();
    await connected;
    await acknowledge();
    expect(changes(world)).toEqual([sent]);
  });
});

describe('a change while another one waits for its acknowledgement', () => {
  async function live(options?: ScriptedSessionOptions) {
    const { world, connected, acknowledge } = createWorld(options);
    await acknowledge();
    await connected;
    return { world, acknowledge };
  }

  it('is sent after it, once, with the last value', async () => {
    const { world, acknowledge } = await live();
    for (const instructions of ['One', 'Two', 'Three']) world.session.updateConfig({ instructions });
    await world.settle();
    expect(changes(world)).toEqual([{ instructions: 'One' }]);
    await acknowledge();
    await acknowledge();
    expect(changes(world)).toEqual([{ instructions: 'One' }, { instructions: 'Three' }]);
  });

  it('is not sent where the value is the one that the vendor has', async () => {
    const { world, acknowledge } = await live();
    world.session.updateConfig({ instructions: 'Be brief.' });
    world.session.updateConfig({ speed: 1.2 });
    world.session.updateConfig({ speed: 1.3 });
    world.session.updateConfig({ speed: 1.2 });
    await acknowledge();
    await acknowledge();
    expect(changes(world)).toEqual([{ speed: 1.2 }]);
  });

  it.each<[string, string | null]>([
    ['by its command', 'own'],
    ['without naming a command', null],
  ])('is sent after a refusal %s, and the refused value is not repeated', async (_, named) => {
    const { world, acknowledge } = await live();
    world.session.updateConfig({ speed: 9 });
    world.session.updateConfig({ instructions: 'Two' });
    await world.settle();
    const { commandId = null } = world.server.commandsOf('configure').at(-1) ?? {};
    world.server.emit({
      type: 'error-received',
      error: {
        code: 'vendor-failed',
        message: 'The speed is out of range.',
        vendorCode: null,
        commandId: named && commandId,
        effect: 'reported',
        wire: null,
      },
    });
    await acknowledge();
    expect(changes(world)).toEqual([{ speed: 9 }, { instructions: 'Two' }]);
    // The vendor still has the default, so going back to it needs no command.
    world.session.updateConfig({ speed: undefined });
    await acknowledge();
    expect(changes(world)).toHaveLength(2);
  });
});

it('a change that the vendor never acknowledges does not hold up the next one for good', async () => {
  const { world, connected, acknowledge } = createWorld();
  await acknowledge();
  await connected;
  world.session.updateConfig({ instructions: 'One' });
  world.session.updateConfig({ instructions: 'Two' });
  await world.advance(VENDOR_SILENCE_MS - 1);
  expect(changes(world)).toEqual([{ instructions: 'One' }]);
  await world.advance(1);
  expect(changes(world)).toEqual([{ instructions: 'One' }, { instructions: 'Two' }]);
});

it('a vendor without acknowledgements is sent every change at once', async () => {
  const { world, connected, acknowledge } = createWorld({
    vendor: { capabilities: { acknowledgesChanges: false } },
  });
  await acknowledge();
  await connected;
  world.session.updateConfig({ instructions: 'One' });
  world.session.updateConfig({ instructions: 'Two' });
  await world.settle();
  expect(changes(world)).toEqual([{ instructions: 'One' }, { instructions: 'Two' }]);
});

it('a value whose fields come in another order is the same value', async () => {
  const parameters = { type: 'object', properties: { city: { type: 'string', enum: ['Paris', 'Rome'] } } };
  const { world, connected, acknowledge } = createWorld({
    config: { tools: [{ name: 'find', parameters }], turnDetection: { mode: 'server', autoRespond: true } },
  });
  await acknowledge();
  await connected;
  const reordered = { properties: { city: { enum: ['Paris', 'Rome'], type: 'string' } }, type: 'object' };
  world.session.updateConfig({
    tools: [{ parameters: reordered, name: 'find' }],
    turnDetection: { autoRespond: true, mode: 'server' },
  });
  await world.settle();
  expect(changes(world)).toEqual([]);
  const other = { ...parameters, properties: { city: { type: 'string', enum: ['Rome', 'Paris'] } } };
  world.session.updateConfig({ tools: [{ name: 'find', parameters: other }] });
  await world.settle();
  expect(changes(world)).toHaveLength(1);
});

describe('a field that the app takes out', () => {
  it('is sent as its neutral value', async () => {
    const { world, connected, acknowledge } = createWorld({
      config: {
        instructions: 'Be brief.',
        tools: [{ name: 'find', parameters: { type: 'object' } }],
        voice: 'ash',
      },
    });
    await acknowledge();
    await connected;
    world.session.updateConfig({ instructions: undefined, tools: undefined, voice: undefined });
    await acknowledge();
    // A voice has no neutral value: the change waits for the next connection.
    expect(changes(world)).toEqual([{ instructions: '', tools: [] }]);
  });

  it('leaves the tools that have handlers, and does not come back with the next one', async () => {
    const declared = { name: 'declared', parameters: { type: 'object' } };
    const { world, connected, acknowledge } = createWorld({ config: { tools: [declared] } });
    world.session.tools.register(tool('find'));
    await acknowledge();
    await connected;
    world.session.updateConfig({ tools: undefined });
    await acknowledge();
    world.session.tools.register(tool('look'));
    await acknowledge();
    const names = changes(world).map(({ tools = [] }) => tools.map(({ name }) => name));
    expect(names.slice(-2)).toEqual([['find'], ['find', 'look']]);
  });

  it('gives the decision about turns back to the vendor in so many words', async () => {
    const { world, connected, acknowledge } = createWorld({ bargeIn: {} });
    await acknowledge();
    await connected;
    world.session.setBargeIn(null);
    await acknowledge();
    expect(changes(world)).toEqual([
      { turnDetection: { mode: 'server', autoInterrupt: true, autoRespond: true } },
    ]);
  });
});

describe('a field that is fixed for a connection', () => {
  it('is accepted while live, and reaches the vendor with the next connection', async () => {
    const { world, connected, acknowledge } = createWorld({ vendor: { capabilities: { updatable: [] } } });
    await acknowledge();
    await connected;
    world.session.updateConfig({ voice: 'other', instructions: 'Be long.' });
    await acknowledge();
    expect(changes(world)).toEqual([]);
    await world.session.close();
    const again = world.session.connect();
    await acknowledge();
    await again;
    expect(world.server.commandsOf('configure').map(({ config }) => config)).toMatchObject([
      { instructions: 'Be brief.' },
      { instructions: 'Be long.', voice: 'other' },
    ]);
  });

  it('waits while the fields beside it are sent at once', async () => {
    const vendor = { capabilities: { updatable: ['instructions'] } } as const;
    const { world, connected, acknowledge } = createWorld({ vendor });
    await acknowledge();
    await connected;
    world.session.updateConfig({ voice: 'other', instructions: 'Be long.' });
    await acknowledge();
    expect(changes(world)).toEqual([{ instructions: 'Be long.' }]);
  });

  it('waits for the next connection where the vendor cannot resume', async () => {
    const { world, connected, acknowledge } = createWorld({ vendor: { capabilities: { updatable: [] } } });
    await acknowledge();
    await connected;
    world.session.tools.register(tool('find'));
    await acknowledge();
    expect(changes(world)).toEqual([]);
  });

  it('is refused at the call where the vendor never takes the value, and the conversation goes on', async () => {
    const { world, connected, acknowledge } = createWorld({
      vendor: { capabilities: { updatable: [], canResume: true, outputModalities: ['audio'] } },
    });
    await acknowledge();
    await connected;
    expect(() => world.session.updateConfig({ outputModality: 'text' })).toThrow(
      expect.objectContaining({ code: 'unsupported-capability' }),
    );
    await acknowledge();
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 1 });
  });

  it('replaces the connection once where the vendor can resume', async () => {
    const { world, connected, acknowledge } = createWorld({
      vendor: { capabilities: { updatable: [], canResume: true, canOverlapConnections: false } },
    });
    await acknowledge();
    await connected;
    world.session.tools.register(tool('find'));
    world.session.setInputMode('push-to-talk');
    await acknowledge();
    // In a pause.
    await world.advance(500);
    await acknowledge();
    expect(world.session.store.getState()).toMatchObject({ status: 'live', connection: 2 });
    expect(world.server.commandsOf('configure').at(-1)?.config).toMatchObject({
      tools: [{ name: 'find' }],
      turnDetection: { mode: 'off' },
    });
  });
});
