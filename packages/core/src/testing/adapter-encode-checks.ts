import { isRealtimeError } from '../errors/realtime-error.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { WireCodec } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import { expectSame } from './adapter-rule.ts';
import type { AdapterRule } from './adapter-rule.ts';

/** Every command, and whether the capabilities promise that it does something; `null` where none speaks of it. */
const PROMISES: Readonly<Record<ClientCommand['type'], (capabilities: Capabilities) => boolean | null>> = {
  configure: () => true,
  'append-audio': () => true,
  'begin-turn': (can) => (can.canCommitTurns ? null : false),
  'commit-turn': (can) => can.canCommitTurns,
  'clear-input': () => null,
  'create-item': (can) => can.canSendText,
  'seed-history': (can) => can.canSeedHistory === 'items' || can.canSeedHistory === 'text',
  'remove-item': () => null,
  'retrieve-item': () => null,
  'truncate-item': (can) => can.truncation === 'client',
  'create-response': (can) => can.isResponseOnDemand || null,
  'cancel-response': (can) => can.canCancelResponse,
  'clear-output': () => null,
  'send-tool-output': (can) => can.canUseTools,
  'answer-approval': (can) => can.canUseRemoteTools,
};

/** Frames in a form that can be compared: JSON as parsed, everything else as bytes. */
function readFrames(frames: readonly WireFrame[]): readonly unknown[] {
  return frames.map((frame) => (typeof frame === 'string' ? (JSON.parse(frame) as unknown) : frame));
}

/** The result of encoding a command: frames, or the code of a refusal. */
function write(codec: WireCodec, command: ClientCommand): readonly unknown[] | string {
  try {
    return readFrames(codec.encode(command));
  } catch (error) {
    if (isRealtimeError(error)) return error.code;
    throw error;
  }
}

function freeze<T>(value: T): T {
  // Bytes cannot be frozen; the check of audio looks at them.
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  for (const field of Object.values(value)) freeze(field);
  return Object.freeze(value);
}

/** Checks of encoding. */
export const ENCODE_CHECKS: readonly AdapterRule[] = [
  {
    name: 'encodes every command of its fixtures as stated',
    run: ({ createAdapter, writes }) => {
      for (const { name, command, frames } of writes) {
        expectSame(write(createAdapter().createCodec(), command), frames, name);
      }
    },
  },
  {
    name: 'refuses with the codes of its fixtures',
    run: ({ createAdapter, refusals }) => {
      for (const { name, command, code } of refusals) {
        expectSame(write(createAdapter().createCodec(), command), code, name);
      }
    },
  },
  {
    name: 'has a fixture of every command, and keeps what its capabilities promise',
    run: ({ createAdapter, writes, refusals }) => {
      const adapter = createAdapter();
      for (const [type, promise] of Object.entries(PROMISES)) {
        const written = writes.filter(({ command }) => command.type === type);
        const isShown = written.length > 0 || refusals.some(({ command }) => command.type === type);
        expectSame(isShown, true, `no fixture shows ${type}`);
        const isPromised = promise(adapter.capabilities);
        if (isPromised === null) continue;
        expectSame(
          written.some(({ frames }) => frames.length > 0),
          isPromised,
          `${type} against the capabilities`,
        );
      }
    },
  },
  {
    name: 'changes and keeps nothing of a command',
    run: ({ createAdapter, writes }) => {
      for (const { name, command } of writes) {
        const before = structuredClone(command);
        write(createAdapter().createCodec(), freeze(command));
        expectSame(command, before, `${name} was changed`);
      }
    },
  },
  {
    name: 'emits no event while it writes: only reading a frame delivers any',
    run: ({ createAdapter, writes, reads }) => {
      for (const { name, command } of writes) {
        const codec = createAdapter().createCodec();
        const delivered = codec.decode(reads[0]?.frame ?? '');
        const before = [...delivered];
        write(codec, command);
        codec.encodeProbe?.();
        codec.pauseInput?.();
        // A codec collects the events of a frame in a list of its own. What it adds later reaches no session.
        expectSame(delivered, before, `${name}, after it was written`);
      }
    },
  },
  {
    name: 'keeps connections apart',
    run: ({ createAdapter, writes }) => {
      const adapter = createAdapter();
      for (const { name, command } of writes) {
        const alone = write(createAdapter().createCodec(), command);
        const other = adapter.createCodec();
        write(other, command);
        write(other, command);
        expectSame(write(adapter.createCodec(), command), alone, `${name}, beside a busy connection`);
      }
    },
  },
  {
    name: 'sends the user’s audio byte by byte, also from a view on a larger buffer',
    run: ({ createAdapter, readAppended }) => {
      const codec = createAdapter().createCodec();
      for (const length of [2, 4, 320, 960, 9600]) {
        const buffer = Uint8Array.from({ length: length + 6 }, (_, at) => (at * 53 + length) % 256);
        const audio = buffer.subarray(4, 4 + length);
        const expected = audio.slice();
        const appended = readAppended(codec.encode({ type: 'append-audio', audio }));
        expectSame(appended, expected, `${length} bytes of audio`);
        expectSame(audio, expected, 'the audio that was given has been changed');
      }
    },
  },
];
