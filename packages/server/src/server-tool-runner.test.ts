import { afterEach, expect, test, vi } from 'vitest';
import type { ServerEvent } from '@repartee/core/server';
import type { ServerTool, ServerToolContext } from './server-tool.ts';
import { ServerToolRunner } from './server-tool-runner.ts';
import type { Command } from './server-tool-runner.ts';

afterEach(() => vi.useRealTimers());

type Refusal = (command: Command) => void;

function createBench(tool: Partial<ServerTool>, refuse: Refusal = () => {}) {
  const sent: Command[] = [];
  const errors: object[] = [];
  const contexts: ServerToolContext[] = [];
  const conversation = new AbortController();
  const execute = tool.execute ?? (() => 'done');
  const runner = new ServerToolRunner({
    tools: [
      {
        name: 'find',
        ...tool,
        execute(args, context) {
          contexts.push(context);
          return execute(args, context);
        },
      },
    ],
    context: { user: { id: 'ann' }, sessionId: 's1', signal: conversation.signal },
    logger: { info() {}, warn() {}, error: (details) => errors.push(details) },
    isResponseOnDemand: true,
    send(create) {
      const command = create('c');
      refuse(command);
      sent.push(command);
    },
  });
  const call = (callId: string): ServerEvent => ({
    type: 'tool-call-requested',
    responseId: 'r1',
    itemId: `item_${callId}`,
    callId,
    name: 'find',
    argumentsText: '{}',
  });
  const outputs = () => sent.flatMap((command) => (command.type === 'send-tool-output' ? [command] : []));
  return { runner, call, sent, outputs, errors, contexts, conversation };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a call that the vendor repeats runs once', async () => {
  const { runner, call, outputs, contexts } = createBench({});
  runner.take(call('one'));
  runner.take(call('one'));
  await settle();
  runner.take(call('one'));
  await settle();
  expect([contexts.length, outputs().map(({ callId }) => callId)]).toEqual([1, ['one']]);
});

test('a call that the vendor cancels is aborted and not answered, and the others still are', async () => {
  const finish: (() => void)[] = [];
  const { runner, call, sent, outputs, contexts } = createBench({
    execute: () => new Promise<string>((resolve) => finish.push(() => resolve('late'))),
  });
  runner.take(call('one'));
  runner.take(call('two'));
  await settle();
  finish[1]?.();
  await settle();
  expect(sent.map(({ type }) => type)).toEqual(['send-tool-output']);
  runner.take({ type: 'tool-call-cancelled', callId: 'one' });
  await settle();
  expect(contexts.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  // Nothing is left to wait for, so the model is asked to go on.
  expect(sent.map(({ type }) => type)).toEqual(['send-tool-output', 'create-response']);
  finish[0]?.();
  await settle();
  expect(outputs().map(({ callId }) => callId)).toEqual(['two']);
});

test('a tool that takes too long is aborted, and the model is told that it failed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { runner, call, sent, outputs, errors, contexts } = createBench({
    timeoutMs: 5_000,
    execute: () => new Promise(() => {}),
  });
  runner.take(call('one'));
  await settle();
  vi.advanceTimersByTime(4_999);
  await settle();
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  await settle();
  expect(contexts[0]?.signal.aborted).toBe(true);
  expect(outputs()).toMatchObject([{ isError: true, output: 'The tool failed.' }]);
  expect(sent.at(-1)?.type).toBe('create-response');
  expect(errors).toMatchObject([{ tool: 'find', err: { message: expect.stringContaining('5000 ms') } }]);
});

test('a tool leaves no timer behind, and none is set without a limit', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const quick = createBench({});
  quick.runner.take(quick.call('one'));
  await settle();
  expect(vi.getTimerCount()).toBe(0);
  const endless = createBench({ timeoutMs: Infinity, execute: () => new Promise(() => {}) });
  endless.runner.take(endless.call('one'));
  await settle();
  expect(vi.getTimerCount()).toBe(0);
});

test('a result that cannot be sent is replaced by a short error, once', async () => {
  const { runner, call, outputs, errors } = createBench({ execute: () => 'x'.repeat(100) }, (command) => {
    if (command.type === 'send-tool-output' && command.output.length > 50) throw new Error('too large');
  });
  runner.take(call('one'));
  await settle();
  expect(outputs()).toMatchObject([{ callId: 'one', isError: true, output: 'The tool failed.' }]);
  expect(errors).toHaveLength(1);
});

test('a conversation that ends aborts its tools, and nothing is sent any more', async () => {
  const finish: (() => void)[] = [];
  const { runner, call, sent, contexts, conversation } = createBench({
    execute: () => new Promise<string>((resolve) => finish.push(() => resolve('late'))),
  });
  runner.take(call('one'));
  await settle();
  conversation.abort();
  finish[0]?.();
  await settle();
  expect([contexts[0]?.signal.aborted, sent]).toEqual([true, []]);
});
