import { describe, expect, test } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ProviderAdapter, WireCodec } from '../protocol/provider-adapter.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { adapterContract } from '../testing/adapter-contract.ts';
import type { AdapterFixtures } from '../testing/adapter-fixtures.ts';

/*
 * The contract is only worth something when a broken adapter fails it. Each fault here is put into a sound adapter, and
 * the check that exists for it must see it.
 */

const found = import.meta.glob<Readonly<Record<string, AdapterFixtures>>>('./*/contract.ts', { eager: true });
const contracts = Object.entries(found).flatMap(([path, module]) =>
  Object.entries(module)
    .filter(([, contract]) => 'createAdapter' in contract)
    .map(([key, contract]) => [`${path.split('/')[1] as string}, ${key}`, contract] as const),
);

/** The checks that fail on the changed adapter, of all or of those with the given name. */
function failures(
  contract: AdapterFixtures,
  change: (adapter: ProviderAdapter) => Partial<ProviderAdapter>,
  only?: string,
): readonly string[] {
  const createAdapter = () => {
    const adapter = contract.createAdapter();
    return { ...adapter, ...change(adapter) };
  };
  const checks = adapterContract({ ...contract, createAdapter });
  return checks.flatMap(({ name, run }) => {
    if (only !== undefined && name !== only) return [];
    try {
      run();
      return [];
    } catch {
      // A check throws when the rule is broken.
      return [name];
    }
  });
}

const withCodec = (change: (codec: WireCodec) => Partial<WireCodec>) => (adapter: ProviderAdapter) => ({
  createCodec: () => {
    const codec = adapter.createCodec();
    return { ...codec, ...change(codec) };
  },
});

const withEvents = (change: (events: readonly ServerEvent[]) => readonly ServerEvent[]) =>
  withCodec((codec) => ({ decode: (frame) => change(codec.decode(frame)) }));

const without = (can: Partial<Capabilities>) => (adapter: ProviderAdapter) => ({
  capabilities: { ...adapter.capabilities, ...can },
});

type Fault = readonly [
  fault: string,
  check: string,
  change: (adapter: ProviderAdapter) => Partial<ProviderAdapter>,
  /** Whether an adapter can have the fault. Without it, every adapter can. */
  isPossible?: (contract: AdapterFixtures) => boolean,
];

/** An adapter with tools must keep which calls it has requested. */
const hasTools = ({ toolCall }: AdapterFixtures) => toolCall !== null;

const FAULTS: readonly Fault[] = [
  [
    'throws on what is not JSON',
    'throws nothing and makes nothing up, whatever comes',
    withCodec((codec) => ({
      decode: (frame) => (JSON.parse(String(frame)) === undefined ? [] : codec.decode(frame)),
    })),
  ],
  [
    'drops what it does not know',
    'reads a frame of a kind that is newer as unknown',
    withEvents((events) => events.filter(({ type }) => type !== 'unknown')),
  ],
  [
    'asks for every call again',
    'asks for a tool call exactly once, also when its frames come twice',
    (adapter) => ({
      createCodec: () => ({
        ...adapter.createCodec(),
        decode: (frame) => adapter.createCodec().decode(frame),
      }),
    }),
    hasTools,
  ],
  [
    'never asks for a call',
    'asks for a tool call exactly once, also when its frames come twice',
    withEvents((events) => events.filter(({ type }) => type !== 'tool-call-requested')),
    hasTools,
  ],
  [
    'loses a byte of audio',
    'brings the agent’s audio byte by byte, in a buffer of its own',
    withEvents((events) =>
      events.map((event) =>
        event.type === 'audio-delta' ? { ...event, audio: event.audio.slice(1) } : event,
      ),
    ),
  ],
  [
    'hands out audio in a buffer that is not its own',
    'brings the agent’s audio byte by byte, in a buffer of its own',
    withEvents((events) =>
      events.map((event) =>
        event.type === 'audio-delta' ? { ...event, audio: event.audio.subarray(0, 1) } : event,
      ),
    ),
  ],
  [
    'sends the whole buffer instead of the view',
    'sends the user’s audio byte by byte, also from a view on a larger buffer',
    withCodec((codec) => ({
      encode: (command) =>
        codec.encode(
          command.type === 'append-audio'
            ? { ...command, audio: new Uint8Array(command.audio.buffer) }
            : command,
        ),
    })),
  ],
  [
    'emits an event while it writes a command',
    'emits no event while it writes: only reading a frame delivers any',
    (adapter) => ({
      createCodec: () => {
        const codec = adapter.createCodec();
        const events: ServerEvent[] = [];
        return {
          ...codec,
          decode: (frame) => {
            events.splice(0, events.length, ...codec.decode(frame));
            return events;
          },
          encode: (command) => {
            events.push({ type: 'input-cleared' });
            return codec.encode(command);
          },
        };
      },
    }),
  ],
  [
    'shares one codec among connections',
    'keeps connections apart',
    (adapter) => {
      const codec = adapter.createCodec();
      return { createCodec: () => codec };
    },
    hasTools,
  ],
  [
    'refuses a tool’s output that it promises to send',
    'encodes every command of its fixtures as stated',
    withCodec((codec) => ({
      encode: (command) => {
        if (command.type === 'send-tool-output')
          throw new RealtimeError('unsupported-capability', 'No tools here.');
        return codec.encode(command);
      },
    })),
    hasTools,
  ],
  [
    'claims the contrary of whether it can be told what was heard',
    'has a fixture of every command, and keeps what its capabilities promise',
    (adapter) =>
      without({ truncation: adapter.capabilities.truncation === 'client' ? 'vendor' : 'client' })(adapter),
  ],
  [
    'counts in no number',
    'throws nothing and makes nothing up, whatever comes',
    withEvents((events) =>
      events.map((event) => ('contentIndex' in event ? { ...event, contentIndex: Number.NaN } : event)),
    ),
  ],
  [
    'plans another connection each time',
    'plans the same connection for the same input, and changes nothing of it',
    (adapter) => {
      let count = 0;
      return { plan: (input) => ({ ...adapter.plan(input), protocols: [`call.${(count += 1)}`] }) };
    },
  ],
  [
    'falls silent for good at the first frame that it cannot read',
    'is heard after any single fault in an interrupted exchange',
    (adapter) => ({
      createCodec: () => {
        const codec = adapter.createCodec();
        let isSilent = false;
        return {
          ...codec,
          decode: (frame) => {
            const events = codec.decode(frame);
            isSilent ||= events.some(({ type }) => type === 'malformed');
            return isSilent ? events.filter(({ type }) => type !== 'audio-delta') : events;
          },
        };
      },
    }),
    ({ writeExchange }) => writeExchange !== undefined,
  ],
  [
    'lets a frame reach a prototype',
    'lets no frame reach a prototype',
    withCodec((codec) => ({
      decode: (frame) => {
        if (String(frame).includes('"__proto__"')) Object.assign(Object.prototype, { polluted: true });
        return codec.decode(frame);
      },
    })),
  ],
];

describe.each(contracts)('the contract of %s', (_, contract) => {
  // Each fault check replays whole exchanges: seconds on a busy machine.
  test('is kept by the sound adapter', () => {
    expect(failures(contract, () => ({}))).toEqual([]);
  });

  const possible = FAULTS.filter(([, , , isPossible]) => isPossible?.(contract) ?? true);

  test.each(possible.map(([fault, check, change]) => [fault, check, change] as const))(
    'is broken by one that %s',
    (_fault, check, change) => {
      try {
        expect(failures(contract, change, check)).toContain(check);
      } finally {
        Reflect.deleteProperty(Object.prototype, 'polluted');
      }
    },
  );
});
