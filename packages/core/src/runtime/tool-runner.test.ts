import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RealtimeError } from '../errors/realtime-error.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { defineTool } from './client-tool.ts';
import type { AnyClientTool, StandardSchema, ToolContext } from './client-tool.ts';
import { createToolRunner } from './tool-runner.ts';
import type { RequestedToolCall, ToolRunner } from './tool-runner.ts';
import { createToolRegistry } from './tool-registry.ts';

/** A promise with its hands outside. */
function createDeferred<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<Value>((...hands) => ([resolve, reject] = hands));
  return { promise, resolve, reject };
}

let clock = createManualClock();
let tools = createToolRegistry();
let runner: ToolRunner = createToolRunner({ tools, clock });

beforeEach(() => {
  clock = createManualClock();
  tools = createToolRegistry();
  runner = createToolRunner({ tools, clock });
});

// No test may leave a timer behind.
afterEach(() => expect(clock.pendingTimers).toBe(0));

function call(name: string, argumentsText = '{}', callId = 'call_1'): RequestedToolCall {
  return { callId, itemId: `item_${callId}`, name, argumentsText };
}

const progress = (onStarted: () => void) => ({ onStarted, onApprovalRequested: () => {} });

function run(name: string, argumentsText?: string, callId?: string) {
  return runner.run(
    call(name, argumentsText, callId),
    progress(() => {}),
  );
}

function add(tool: Partial<AnyClientTool> & Pick<AnyClientTool, 'execute'>): () => void {
  return tools.register({ name: 'look_up', ...tool });
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

describe('arguments', () => {
  it('that are refused are told to the model, which is asked to go on, and the handler does not begin', async () => {
    const [execute, onStarted] = [vi.fn(), vi.fn()];
    add({ parameters: { type: 'object', required: ['city'] }, execute });
    const result = await runner.run(call('look_up', '{"days":2}'), progress(onStarted));
    expect(result).toMatchObject({ error: { code: 'tool-rejected' }, isAnswered: true });
    expect(result.output).toContain('- city: is missing');
    expect(execute).not.toHaveBeenCalled();
    expect(onStarted).not.toHaveBeenCalled();
  });

  it('reach the handler as the schema made them', async () => {
    const parameters = v.object({ city: v.string(), days: v.optional(v.number(), 3) });
    tools.register(
      defineTool({
        name: 'weather',
        parameters,
        jsonSchema: {},
        execute: ({ city, days }) => `${city} ${days}`,
      }),
    );
    expect((await run('weather', '{"city":"Paris"}')).output).toBe('Paris 3');
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
    add({ respond: false, execute: () => 'noted' });
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
    for (const execute of [
      () => Promise.reject(cause),
      () => {
        throw cause;
      },
    ]) {
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
    runner = createToolRunner({ tools, clock, logger: { warn, debug: () => {} } });
    add({ execute: () => Promise.reject(new Error('down')) });
    await run('look_up');
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.any(String),
      expect.objectContaining({ name: 'look_up' }),
    );
  });
});

describe('time and interruption', () => {
  it('gives a handler up when its time is over, and tells it by its signal', async () => {
    const { tool, contexts } = createDeafTool({ timeoutMs: 500 });
    tools.register(tool);
    const started = createDeferred<void>();
    const result = runner.run(call('deaf'), progress(started.resolve));
    await started.promise;
    clock.advance(499);
    expect(contexts[0]?.signal.aborted).toBe(false);
    clock.advance(1);
    expect((await result).error?.code).toBe('tool-timeout');
    expect(contexts[0]?.signal).toMatchObject({ aborted: true, reason: { code: 'tool-timeout' } });
  });

  it('waits 30 seconds unless told otherwise, and forever when told so', async () => {
    tools.register(createDeafTool().tool);
    tools.register(createDeafTool({ name: 'patient', timeoutMs: Infinity }).tool);
    const results = [run('deaf'), run('patient')];
    expect(clock.pendingTimers).toBe(1);
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
    tools.register(tool);
    const late = createDeferred<string>();
    add({ name: 'booking', onInterruption: 'continue', execute: () => late.promise });
    const bothStarted = createDeferred<void>();
    let started = 0;
    const onStarted = () => void (++started === 2 && bothStarted.resolve());
    const stopped = runner.run(call('deaf', '{}', 'call_1'), progress(onStarted));
    const booking = runner.run(call('booking', '{}', 'call_2'), progress(onStarted));
    await bothStarted.promise;
    runner.interrupt();
    expect(await stopped).toMatchObject({ error: { code: 'aborted' }, isAnswered: false });
    expect(contexts[0]?.signal.aborted).toBe(true);
    late.resolve('booked');
    expect((await booking).output).toBe('booked');
  });

  it('aborts one call by its id, or all', async () => {
    tools.register(createDeafTool().tool);
    const [first, second] = [run('deaf', '{}', 'call_1'), run('deaf', '{}', 'call_2')];
    runner.abort('call_2');
    expect((await second)?.error?.code).toBe('aborted');
    runner.abort('call_of_another_session');
    expect(clock.pendingTimers).toBe(1);
    runner.abort();
    expect((await first)?.error?.code).toBe('aborted');
  });

  it('does not begin a handler whose call was aborted while its arguments were being read', async () => {
    const execute = vi.fn();
    add({ execute });
    const onStarted = vi.fn();
    const result = runner.run(call('look_up'), progress(onStarted));
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
    const result = runner.run(call('look_up'), progress(started.resolve));
    await started.promise;
    runner.abort();
    late.reject(new Error('too late'));
    expect((await result).error?.code).toBe('aborted');
    await new Promise(setImmediate);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('runs calls side by side: a slow one holds up no other', async () => {
    tools.register(createDeafTool().tool);
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
    expect(tools.declarations()).toEqual([{ name: 'look_up', description: 'second' }]);
    remove();
    remove();
    expect((await run('look_up')).output).toBe('first');
    expect(tools.declarations()).toEqual([{ name: 'look_up', description: 'first' }]);
  });

  it('forgets a removed tool but lets its running call finish', async () => {
    const late = createDeferred<string>();
    const started = createDeferred<void>();
    const remove = add({ execute: () => late.promise });
    const result = runner.run(call('look_up'), progress(started.resolve));
    await started.promise;
    remove();
    expect(tools.declarations()).toEqual([]);
    late.resolve('still here');
    expect((await result).output).toBe('still here');
  });

  it('declares its tools in the order in which their names came, and refuses one that cannot be declared', () => {
    add({ name: 'b', execute: () => {} });
    add({ name: 'a', parameters: { type: 'object' }, execute: () => {} });
    expect(() => add({ name: '', execute: () => {} })).toThrow(
      expect.objectContaining({ code: 'invalid-config' }),
    );
    expect(tools.declarations()).toEqual([{ name: 'b' }, { name: 'a', parameters: { type: 'object' } }]);
  });
});
