import fc from 'fast-check';
import type { SessionConfig } from '../src/protocol/session-config.ts';
import type { ScriptedSession } from '../src/testing/scripted-session.ts';
import { happening } from './random-session.ts';
import type { Happening } from './random-session.ts';

/** The settings that a random run has asked for, beside those in the session's state. */
interface Asked {
  instructions: string;
  isClientAuthority: boolean;
  tools: ReadonlyMap<string, () => void>;
}

const asked = new WeakMap<ScriptedSession, Asked>();

function askedOf(world: ScriptedSession): Asked {
  const known = asked.get(world) ?? { instructions: '', isClientAuthority: false, tools: new Map() };
  asked.set(world, known);
  return known;
}

function setting(name: string, run: (world: ScriptedSession, known: Asked) => void): Happening {
  return happening(`setting: ${name}`, (world) => run(world, askedOf(world)));
}

function setInstructions(instructions: string | undefined): Happening {
  return setting(`instructions ${instructions}`, ({ session }, known) => {
    session.updateConfig({ instructions });
    known.instructions = instructions ?? '';
  });
}

const toggleTool = (name: string): Happening =>
  setting(`tool ${name}`, ({ session }, known) => {
    const remove = known.tools.get(name);
    const tools = new Map(known.tools);
    remove?.();
    if (remove) tools.delete(name);
    else tools.set(name, session.tools.register({ name, execute: () => 'done' }));
    known.tools = tools;
  });

function setAuthority(isClientAuthority: boolean): Happening {
  return setting(`barge-in ${isClientAuthority}`, ({ session }, known) => {
    session.setBargeIn(isClientAuthority ? {} : null);
    known.isClientAuthority = isClientAuthority;
  });
}

/** Anything that changes the configuration, or when the vendor acknowledges it. */
export const anyConfigHappening: fc.Arbitrary<Happening> = fc.constantFrom(
  setInstructions('Be brief.'),
  setInstructions('Be long.'),
  setInstructions(undefined),
  toggleTool('find'),
  toggleTool('book'),
  setAuthority(true),
  setAuthority(false),
  setting('push-to-talk', ({ session }) => session.setInputMode('push-to-talk')),
  setting('hands-free', ({ session }) => session.setInputMode('hands-free')),
  happening('vendor: keeps acknowledgements back', ({ server }) => server.holdAnswers('configure')),
  happening('vendor: sends them', ({ server }) => server.releaseAnswers()),
  happening('world: all settles', ({ settle }) => settle()),
  happening('world: time passes', ({ advance }) => advance(200)),
  happening('vendor: announces the end', ({ session, server }) => {
    if (session.store.getState().status === 'live')
      server.emit({ type: 'session-expiring', remainingMs: 3_000 });
  }),
  happening('world: the connection breaks', ({ session, transport }) => {
    // The first attempt is not repeated.
    if (session.store.getState().status === 'live') transport.connections.at(-1)?.drop();
  }),
);

/** The configuration that a random run has asked for, and the part of it that the vendor has. */
export function configsOf(world: ScriptedSession): { readonly told: object; readonly asked: object } {
  const { instructions, isClientAuthority, tools } = askedOf(world);
  const isManual = world.session.store.getState().inputMode === 'push-to-talk';
  const { config } = world.server.vendor;
  return {
    told: {
      instructions: config.instructions ?? '',
      tools: (config.tools ?? []).map(({ name }) => name).toSorted(),
      ...detectionOf(config),
    },
    asked: {
      instructions,
      tools: [...tools.keys()].toSorted(),
      isManual,
      isInterruptedByVendor: !isManual && !isClientAuthority,
    },
  };
}

function detectionOf({ turnDetection = { mode: 'server' } }: SessionConfig): object {
  const isManual = turnDetection.mode === 'off';
  return { isManual, isInterruptedByVendor: !isManual && turnDetection.autoInterrupt !== false };
}
