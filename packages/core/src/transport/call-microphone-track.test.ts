import { expect, it } from 'vitest';
import { settle } from '../testing/settle.ts';
import { createScope } from '../util/scope.ts';
import { CallMicrophoneTrack } from './call-microphone-track.ts';

class FakeTrack {
  readonly name: string;
  readonly clones: FakeTrack[] = [];
  enabled = true;
  readyState = 'live';

  constructor(name: string) {
    this.name = name;
  }

  clone(): FakeTrack {
    const clone = new FakeTrack(this.name);
    this.clones.push(clone);
    return clone;
  }

  stop(): void {
    this.readyState = 'ended';
  }
}

/** A connection whose replacements finish, or fail, when the test says so. */
function createConnection() {
  const pending: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const applied: (string | null)[] = [];
  return {
    pending,
    applied,
    apply: (track: MediaStreamTrack | null) => {
      applied.push(track && (track as unknown as FakeTrack).name);
      return new Promise<void>((resolve, reject) => pending.push({ resolve, reject }));
    },
  };
}

function createBench() {
  const scope = createScope();
  const connection = createConnection();
  const track = new CallMicrophoneTrack(scope);
  const inputs = { a: new FakeTrack('a'), b: new FakeTrack('b'), c: new FakeTrack('c') };
  const replace = (input: FakeTrack | null) => {
    const outcome = track.replace(input as unknown as MediaStreamTrack, connection.apply).then(
      () => 'done',
      (error: { readonly code?: string; readonly message: string }) => error.code ?? error.message,
    );
    return outcome;
  };
  const states = () => Object.values(inputs).map(({ clones }) => clones.map(({ readyState }) => readyState));
  return { scope, connection, track, inputs, replace, states };
}

it('lets the last of two overlapping choices win, and stops the clone of the first', async () => {
  const { connection, inputs, replace, states } = createBench();
  const [first, second] = [replace(inputs.a), replace(inputs.b)];
  await settle();
  connection.pending[0]?.resolve();
  await settle();
  connection.pending.at(-1)?.resolve();
  expect(await Promise.all([first, second])).toEqual(['aborted', 'done']);
  expect(connection.applied.at(-1)).toBe('b');
  expect(states()).toEqual([['ended'], ['live'], []]);
  expect(inputs.a.readyState).toBe('live');
});

it('switches a microphone off at once, whatever is still being applied', async () => {
  const { connection, track, inputs, replace, states } = createBench();
  const first = replace(inputs.a);
  await settle();
  const off = replace(null);
  expect(states()[0]).toEqual(['live']);
  connection.pending[0]?.resolve();
  await settle();
  expect(states()[0]).toEqual(['ended']);
  expect(await first).toBe('aborted');
  connection.pending[1]?.resolve();
  expect(await off).toBe('done');
  expect([connection.applied, track.current]).toEqual([['a', null], null]);
});

it('keeps the track before a choice that fails', async () => {
  const { connection, track, inputs, replace, states } = createBench();
  const first = replace(inputs.a);
  await settle();
  connection.pending[0]?.resolve();
  await first;
  const second = replace(inputs.b);
  await settle();
  const third = replace(inputs.c);
  connection.pending[1]?.resolve();
  await settle();
  connection.pending[2]?.reject(new Error('no'));
  await settle();
  // The connection held the clone of the superseded choice: it gets the current one again.
  connection.pending[3]?.resolve();
  expect(await Promise.all([second, third])).toEqual(['aborted', 'no']);
  expect(connection.applied).toEqual(['a', 'b', 'c', 'a']);
  expect(states()).toEqual([['live'], ['ended'], ['ended']]);
  expect(track.current).toBe(inputs.a.clones[0]);
});

it('enables only clones, also those that are still being applied', async () => {
  const { connection, track, inputs, replace } = createBench();
  const first = replace(inputs.a);
  await settle();
  expect(inputs.a.clones[0]?.enabled).toBe(false);
  track.setOpen(true);
  connection.pending[0]?.resolve();
  await first;
  track.setOpen(false);
  expect([inputs.a.clones[0]?.enabled, inputs.a.enabled]).toEqual([false, true]);
});

it('stops everything with its scope, and takes nothing afterwards', async () => {
  const { scope, connection, inputs, replace, states } = createBench();
  const first = replace(inputs.a);
  await settle();
  scope.dispose();
  connection.pending[0]?.resolve();
  await settle();
  expect(await first).toBe('aborted');
  expect(await replace(inputs.b)).toBe('done');
  expect(states()).toEqual([['ended'], [], []]);
});
