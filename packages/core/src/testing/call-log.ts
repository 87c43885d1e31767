import type { ConnectionPlan } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import { createMismatch } from './mismatch.ts';
import { settle } from './settle.ts';

/** Something that the client did to its transport. */
export type TransportCall =
  | { readonly type: 'open'; readonly connection: number; readonly plan: ConnectionPlan }
  | { readonly type: 'send'; readonly connection: number; readonly frame: WireFrame }
  | { readonly type: 'close'; readonly connection: number; readonly code: number; readonly reason: string };

/**
 * The expected next call. A frame is given as a value or as a predicate; a field that is left out is not compared.
 */
export type ExpectedCall =
  | { readonly type: 'open'; readonly url?: string }
  | { readonly type: 'send'; readonly frame?: WireFrame | ((frame: WireFrame) => boolean) }
  | { readonly type: 'close'; readonly code?: number };

/** The outbound calls in order, and who waits for the next one. */
export interface CallLog {
  readonly add: (call: TransportCall) => void;
  readonly expect: (expected: ExpectedCall) => Promise<TransportCall>;
  readonly play: <Result>(
    scenario: () => Promise<void>,
    exercise: () => Promise<Result> | Result,
  ) => Promise<Result>;
}

interface Waiter {
  readonly index: number;
  readonly expected: ExpectedCall;
  readonly resolve: (call: TransportCall) => void;
  readonly reject: (error: Error) => void;
}

/** Creates an empty log. */
export function createCallLog(): CallLog {
  const calls: TransportCall[] = [];
  const waiters: Waiter[] = [];
  let next = 0;
  let isExerciseOver = false;

  const serve = (): void => {
    for (let waiter = waiters[0]; waiter; waiter = waiters[0]) {
      const call = calls[waiter.index];
      if (!call) return;
      waiters.shift();
      if (isMatch(call, waiter.expected)) waiter.resolve(call);
      else
        waiter.reject(createMismatch(`Call ${waiter.index} is not the expected one.`, waiter.expected, call));
    }
  };

  /** Gives up waiting once everything has settled: what is under way may still call. */
  const giveUpWaiting = async (): Promise<void> => {
    await settle();
    for (const { index, expected, reject } of waiters.splice(0)) {
      reject(
        createMismatch(`Call ${index} is missing: the exercised code ended without it.`, expected, null),
      );
    }
  };

  return {
    add(call) {
      calls.push(call);
      serve();
    },
    expect(expected) {
      const index = next;
      next += 1;
      return new Promise((resolve, reject) => {
        waiters.push({ index, expected, resolve, reject });
        serve();
        if (isExerciseOver) void giveUpWaiting();
      });
    },
    async play(scenario, exercise) {
      isExerciseOver = false;
      const exercised = (async () => exercise())().then(async (value) => {
        isExerciseOver = true;
        await giveUpWaiting();
        return value;
      });
      // Whichever breaks first is the news: the other one may wait forever because of it.
      const [result] = await Promise.all([exercised, scenario()]);
      isExerciseOver = false;
      const left = calls[next];
      if (left) throw createMismatch(`Call ${next} was not expected: the scenario had ended.`, null, left);
      return result;
    },
  };
}

/** A plan that opens itself has no address. */
const urlOf = (plan: ConnectionPlan) => ('url' in plan ? plan.url : undefined);

function isMatch(call: TransportCall, expected: ExpectedCall): boolean {
  switch (expected.type) {
    case 'open':
      return call.type === 'open' && (expected.url === undefined || expected.url === urlOf(call.plan));
    case 'close':
      return call.type === 'close' && (expected.code === undefined || expected.code === call.code);
    case 'send':
      return call.type === 'send' && isSameFrame(call.frame, expected.frame);
  }
}

function isSameFrame(
  frame: WireFrame,
  expected: WireFrame | ((frame: WireFrame) => boolean) | undefined,
): boolean {
  if (expected === undefined) return true;
  if (typeof expected === 'function') return expected(frame);
  if (typeof frame === 'string' || typeof expected === 'string') return frame === expected;
  const [left, right] = [new Uint8Array(toBuffer(frame)), new Uint8Array(toBuffer(expected))];
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function toBuffer(frame: Exclude<WireFrame, string>): ArrayBuffer {
  if (frame instanceof ArrayBuffer) return frame;
  return frame.buffer.slice(frame.byteOffset, frame.byteOffset + frame.byteLength);
}
