import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RealtimeError } from '../errors/realtime-error.ts';
import type { Clock } from '../util/clock.ts';
import { defineTool } from './client-tool.ts';
import type { AnyClientTool, StandardSchema, ToolContext } from './client-tool.ts';
import { createToolRunner } from './tool-runner.ts';
import type { RequestedToolCall, ToolRunner } from './tool-runner.ts';

/** A clock moved by hand that can also tell how many timers are pending. */
function createHandClock(): Clock & { advance(ms: number): void; readonly pending: number } {
  let now = 0;
  const timers = new Map<object, { readonly dueMs: number; readonly callback: () => void }>();
  return {
    now: () => now,
    setTimeout(callback, delayMs) {
      const id = {};
      timers.set(id, { dueMs: now + delayMs, callback });
      return id;
    },
    clearTimeout: (id) => void timers.delete(id as object),
    advance(ms) {
      now += ms;
      for (const [id, timer] of timers) {
        if (timer.dueMs <= now && timers.delete(id)) timer.callback();
      }
    },
    get pending() {
      return timers.size;
    },
  };
}

/** A promise with its hands outside. */
function createDeferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((...hands) => ([resolve, reject] = hands));
  return { promise, resolve, reject };
}

let clock = createHandClock();
let runner: ToolRunner = createToolRunner({ clock });

beforeEach(() => {
  clock = createHandClock();
  runner = createToolRunner({ clock });
});

// Whatever a test did, no timer may be left behind.
afterEach(() => expect(clock.pending).toBe(0));

function call(name: string, argumentsText = '{}', callId = 'call_1'): RequestedToolCall {
  return { callId, itemId: `item_${callId}`, name, argumentsText };
}

function run(name: string, argumentsText?: string, callId?: string) {
  return runner.run(call(name, argumentsText, callId), () => {});
}

function add(tool: Partial<AnyClientTool> & Pick<AnyClientTool, 'execute'>): () => void {
  return runner.register({ name: 'look_up', ...tool });
}

/** A handler that never settles and shows its context. */
function createDeafTool(fields: Partial<AnyClientTool> = {}) {
  const contexts: ToolContext[] = [];
  const tool: AnyClientTool = {
    name: 'deaf',
    execute: (_args, context) => {
      contexts.push(context);
      return new Promise(() => {});
    },
    ...fields,
  };
  return { tool, contexts };
}

const place = v.object({ city: v.pipe(v.string(), v.minLength(2)), days: v.optional(v.number(), 3) });
const placeJson = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

describe('arguments', () => {
  it('reach the handler as the schema made them', async () => {
    const seen: unknown[] = [];
    runner.register(
      defineTool({ name: 'weather', parameters: place, jsonSchema: placeJson, execute: (args) => void seen.push(args) }),
    );
    await run('weather', '{"city":"Paris"}');
    expect(seen).toEqual([{ city: 'Paris', days: 3 }]);
  });

  it('are refused with the list of issues when the schema does not fit', async () => {
    const execute = vi.fn();
    runner.register(defineTool({ name: 'weather', parameters: place, jsonSchema: placeJson, execute }));
    const onStarted = vi.fn();
    const result = await runner.run(call('weather', '{"city":"P","days":"2"}'), onStarted);
    expect(result.error?.code).toBe('tool-rejected');
    expect(result.output).toMatch(/- city: .*\n- days: /);
    expect(result.isAnswered).toBe(true);
    expect(execute).not.toHaveBeenCalled();
    expect(onStarted).not.toHaveBeenCalled();
  });

  it('are validated by an asynchronous schema too', async () => {
    const parameters = v.pipeAsync(
      v.object({ city: v.string() }),
      v.checkAsync((value) => Promise.resolve(value.city === 'Paris'), 'no such city'),
    );
    add({ parameters: parameters, jsonSchema: placeJson, execute: () => 'sunny' });
    expect((await run('look_up', '{"city":"Paris"}')).output).toBe('sunny');
    expect((await run('look_up', '{"city":"Atlantis"}')).output).toContain('no such city');
  });

  it('are validated by a JSON Schema, in `parameters` or beside it', async () => {
    add({ name: 'a', parameters: placeJson, execute: () => 'ran' });
    add({ name: 'b', jsonSchema: placeJson, execute: () => 'ran' });
    expect((await run('a', '{"city":1}')).output).toContain('- city: must be string');
    expect((await run('b', '{}')).output).toContain('- city: is missing');
    expect((await run('b', '{"city":"Paris"}')).output).toBe('ran');
  });

  it('that are not JSON are told to the model, and empty ones are an empty object', async () => {
    const seen: unknown[] = [];
    add({ execute: (args: unknown) => void seen.push(args) });
    expect((await run('look_up', '{"city":')).error?.code).toBe('tool-rejected');
    expect((await run('look_up', '')).error).toBeNull();
    expect(seen).toEqual([{}]);
  });

  it('cannot bring a prototype along', async () => {
    let args: unknown;
    add({ execute: (given: unknown) => void (args = given) });
    await run('look_up', '{"__proto__":{"isAdmin":true},"city":"Paris"}');
    expect(Object.assign({}, args)).toEqual({ city: 'Paris' });
    expect('isAdmin' in Object.assign({}, args)).toBe(false);
  });

  it('with a broken schema make a failed call, not a rejection', async () => {
    add({ parameters: { $ref: '#/nowhere' }, execute: () => 'ran' });
    const result = await run('look_up');
    expect(result.error?.code).toBe('tool-failed');
    expect(result.output).toContain('#/nowhere');
  });
});

describe('results', () => {
  it.each([
    ['sunny', 'sunny'],
    [{ sky: 'blue' }, '{"sky":"blue"}'],
    [null, 'null'],
    [0, '0'],
    [undefined, 'Done.'],
    [Promise.resolve([1]), '[1]'],
  ])('%j is told as %j', async (result, output) => {
    add({ execute: () => result });
    expect(await run('look_up')).toEqual({ callId: 'call_1', output, error: null, isAnswered: true });
  });

  it('that JSON cannot hold are a coded failure', async () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    for (const result of [10n, cycle, () => {}, Symbol('x')]) {
      const remove = add({ execute: () => result });
      const told = await run('look_up');
      expect(told.error?.code).toBe('tool-failed');
      expect(told.output).toContain('cannot be written as JSON');
      remove();
    }
  });

  it('are not answered where the tool says so', async () => {
    add({ isAnswered: false, execute: () => 'noted' });
    expect((await run('look_up')).isAnswered).toBe(false);
  });
});

describe('failures', () => {
  it('of an unknown tool name the known ones', async () => {
    add({ execute: () => 'x' });
    const result = await run('look_down');
    expect(result.error?.code).toBe('tool-unknown');
    expect(result.output).toContain('look_up');
    expect((await run('constructor')).error?.code).toBe('tool-unknown');
  });

  it('of a handler tell the model the message, and keep the cause for the app', async () => {
    const cause = new Error('The forecast service is down');
    for (const execute of [() => Promise.reject(cause), () => { throw cause; }]) {
      const remove = add({ execute });
      const result = await run('look_up');
      expect(result.error).toMatchObject({ code: 'tool-failed', cause });
      expect(result.output).toContain('The forecast service is down');
      expect(result.output).not.toContain('.test.ts');
      remove();
    }
  });

  it('of a handler stay tool failures whatever it throws', async () => {
    for (const thrown of [undefined, 'no luck', { odd: true }, new RealtimeError('aborted', 'mine')]) {
      const remove = add({ execute: () => Promise.reject(thrown) });
      expect((await run('look_up')).error?.code).toBe('tool-failed');
      remove();
    }
  });

  it('are logged', async () => {
    const warn = vi.fn();
    runner = createToolRunner({ clock, logger: { warn, debug: () => {} } });
    add({ execute: () => Promise.reject(new Error('down')) });
    await run('look_up');
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.any(String), expect.objectContaining({ name: 'look_up' }));
  });
});

describe('time and interruption', () => {
  it('gives a handler up when its time is over, and tells it by its signal', async () => {
    const { tool, contexts } = createDeafTool({ timeoutMs: 500 });
    runner.register(tool);
    const started = createDeferred<void>();
    const result = runner.run(call('deaf'), started.resolve);
    await started.promise;
    clock.advance(499);
    expect(contexts[0]?.signal.aborted).toBe(false);
    clock.advance(1);
    expect((await result).error?.code).toBe('tool-timeout');
    expect(contexts[0]?.signal).toMatchObject({ aborted: true, reason: { code: 'tool-timeout' } });
  });

  it('waits 30 seconds unless told otherwise, and for ever when told so', async () => {
    runner.register(createDeafTool().tool);
    runner.register(createDeafTool({ name: 'patient', timeoutMs: Infinity }).tool);
    const results = [run('deaf'), run('patient')];
    expect(clock.pending).toBe(1);
    clock.advance(30_000);
    expect((await results[0])?.error?.code).toBe('tool-timeout');
    runner.abort();
    expect((await results[1])?.error?.code).toBe('aborted');
  });

  it('is over for a schema that never answers as well', async () => {
    const parameters: StandardSchema = {
      '~standard': { version: 1, vendor: 'test', validate: () => new Promise(() => {}) },
    };
    const execute = vi.fn();
    add({ parameters, jsonSchema: {}, execute });
    const result = run('look_up');
    clock.advance(30_000);
    expect((await result).error?.code).toBe('tool-timeout');
    expect(execute).not.toHaveBeenCalled();
  });

  it('aborts on interruption only what does not go on', async () => {
    const { tool, contexts } = createDeafTool();
    runner.register(tool);
    const late = createDeferred<string>();
    add({ name: 'booking', onInterruption: 'continue', execute: () => late.promise });
    const bothStarted = createDeferred<void>();
    let started = 0;
    const onStarted = () => void (++started === 2 && bothStarted.resolve());
    const stopped = runner.run(call('deaf', '{}', 'call_1'), onStarted);
    const booking = runner.run(call('booking', '{}', 'call_2'), onStarted);
    await bothStarted.promise;
    runner.interrupt();
    expect(await stopped).toMatchObject({ error: { code: 'aborted' }, isAnswered: false });
    expect(contexts[0]?.signal.aborted).toBe(true);
    late.resolve('booked');
    expect((await booking).output).toBe('booked');
  });

  it('aborts one call by its id, or all', async () => {
    runner.register(createDeafTool().tool);
    const [first, second] = [run('deaf', '{}', 'call_1'), run('deaf', '{}', 'call_2')];
    runner.abort('call_2');
    expect((await second)?.error?.code).toBe('aborted');
    runner.abort('call_of_another_session');
    expect(clock.pending).toBe(1);
    runner.abort();
    expect((await first)?.error?.code).toBe('aborted');
  });

  it('does not begin a handler whose call was aborted while its arguments were being read', async () => {
    const execute = vi.fn();
    add({ execute });
    const onStarted = vi.fn();
    const result = runner.run(call('look_up'), onStarted);
    runner.abort();
    await result;
    await new Promise(setImmediate);
    expect(execute).not.toHaveBeenCalled();
    expect(onStarted).not.toHaveBeenCalled();
  });

  it('drops what a given-up handler still says, result or error, without an unhandled rejection', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const late = createDeferred<string>();
    const started = createDeferred<void>();
    add({ execute: () => late.promise });
    const result = runner.run(call('look_up'), started.resolve);
    await started.promise;
    runner.abort();
    late.reject(new Error('too late'));
    expect((await result).error?.code).toBe('aborted');
    await new Promise(setImmediate);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('runs calls side by side: a slow one holds up no other', async () => {
    runner.register(createDeafTool().tool);
    add({ execute: () => 'quick' });
    const slow = run('deaf', '{}', 'call_1');
    expect((await run('look_up', '{}', 'call_2')).output).toBe('quick');
    runner.abort();
    await slow;
  });
});

describe('registration', () => {
  it('lets a later tool of the same name win until it is removed', async () => {
    add({ description: 'first', execute: () => 'first' });
    const remove = add({ description: 'second', execute: () => 'second' });
    expect((await run('look_up')).output).toBe('second');
    expect(runner.declarations()).toEqual([{ name: 'look_up', description: 'second' }]);
    remove();
    remove();
    expect((await run('look_up')).output).toBe('first');
    expect(runner.declarations()).toEqual([{ name: 'look_up', description: 'first' }]);
  });

  it('forgets a removed tool but lets its running call finish', async () => {
    const late = createDeferred<string>();
    const started = createDeferred<void>();
    const remove = add({ execute: () => late.promise });
    const result = runner.run(call('look_up'), started.resolve);
    await started.promise;
    remove();
    expect(runner.declarations()).toEqual([]);
    late.resolve('still here');
    expect((await result).output).toBe('still here');
  });

  it('declares `jsonSchema` before the schema itself, and a self-describing schema by its own words', () => {
    const selfDescribing: StandardSchema = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => ({ value: {} }),
        jsonSchema: { input: ({ target }) => ({ type: 'object', $comment: target }) },
      },
    };
    add({ name: 'a', parameters: place, jsonSchema: placeJson, execute: () => {} });
    add({ name: 'b', parameters: selfDescribing, execute: () => {} });
    add({ name: 'c', parameters: placeJson, execute: () => {} });
    add({ name: 'd', execute: () => {} });
    expect(runner.declarations()).toEqual([
      { name: 'a', parameters: placeJson },
      { name: 'b', parameters: { type: 'object', $comment: 'draft-2020-12' } },
      { name: 'c', parameters: placeJson },
      { name: 'd' },
    ]);
  });

  it('refuses a schema that cannot describe itself and says what to do', () => {
    const throwing: StandardSchema = {
      '~standard': {
        ...place['~standard'],
        jsonSchema: { input: () => { throw new Error('cannot be represented'); } },
      },
    };
    for (const parameters of [place, throwing]) {
      const act = () => add({ parameters, execute: () => {} });
      expect(act).toThrow(expect.objectContaining({ code: 'invalid-config' }));
      expect(act).toThrow('Give the tool a `jsonSchema`');
    }
  });

  it.each<[string, Partial<AnyClientTool>]>([
    ['without a name', { name: '' }],
    ['without a handler', { execute: undefined as never }],
    ['with no time', { timeoutMs: 0 }],
    ['with a time that is no number', { timeoutMs: NaN }],
  ])('refuses a tool %s', (_what, fields) => {
    expect(() => runner.register({ name: 'x', execute: () => {}, ...fields })).toThrow(
      expect.objectContaining({ code: 'invalid-config' }),
    );
    expect(runner.declarations()).toEqual([]);
  });
});
