import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { createRecorder } from '../recording/recorder.ts';
import { readRecording } from '../recording/read-recording.ts';
import { conversation } from '../testing/conversation.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import { traceRecording, traceSession } from './index.ts';

function createExporter() {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  return { exporter, tracer: provider.getTracer('test') };
}

const OPTIONS = { provider: 'acme', agentName: 'concierge', attributes: { 'app.id': '7' } };

/** Two turns: one with a tool, one that is cut; then a loss and the end. */
async function talk() {
  const world = createScriptedSession({
    tools: [{ name: 'get_weather', execute: () => 'Sunny' }],
    reconnect: () => 0,
  });
  const { exporter, tracer } = createExporter();
  const recorder = createRecorder(world.session);
  const end = traceSession(world.session, { ...OPTIONS, tracer });
  await conversation(world)
    .connect()
    .user.says('Is it sunny in swordfish')
    .agent.calls('get_weather', { city: 'swordfish' })
    .agent.says('It is sunny in swordfish')
    .wait(1_000)
    .user.says('Tell me more')
    .agent.says('one two three four five six', { interruptAfterWord: 2 })
    .agent.says('Sorry')
    .wait(1_000)
    .drop()
    .wait(1_000)
    .close();
  end();
  return { spans: exporter.getFinishedSpans(), file: await recorder.save() };
}

const msOf = ([seconds, nanos]: readonly [number, number]) => seconds * 1000 + nanos / 1e6;
const lengthOf = ({ startTime, endTime }: ReadableSpan) => Math.round(msOf(endTime) - msOf(startTime));
const byName = (spans: readonly ReadableSpan[], start: string) =>
  spans
    .filter(({ name }) => name.startsWith(start))
    .toSorted((a, b) => msOf(a.startTime) - msOf(b.startTime));

/** The contents of spans, without ids and the wall clock. */
function shapeOf(spans: readonly ReadableSpan[]) {
  const nameOf = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans.map((span) => ({
    name: span.name,
    parent: nameOf.get(span.parentSpanContext?.spanId ?? '') ?? null,
    attributes: span.attributes,
    events: span.events.map(({ name }) => name),
    lengthMs: lengthOf(span),
    status: span.status,
  }));
}

describe('the spans of a session', () => {
  it('are those of the conversation, its turns, responses and tools, one in the other', async () => {
    const { spans } = await talk();
    const [agent, ...others] = byName(spans, 'invoke_agent concierge');
    expect(others).toEqual([]);
    expect(agent?.parentSpanContext).toBeUndefined();
    expect(agent?.attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'concierge',
      'gen_ai.provider.name': 'acme',
      'gen_ai.conversation.id': expect.any(String),
      'app.id': '7',
      'repartee.end_reason': 'user',
    });
    const turns = byName(spans, 'turn');
    expect(turns.length).toBeGreaterThanOrEqual(2);
    for (const turn of turns) expect(turn.parentSpanContext?.spanId).toBe(agent?.spanContext().spanId);
    const [tool] = byName(spans, 'execute_tool get_weather');
    expect(tool?.attributes).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'get_weather',
      'gen_ai.tool.call.id': expect.any(String),
      'repartee.tool.state': 'succeeded',
    });
    expect(tool?.parentSpanContext?.spanId).toBe(turns[0]?.spanContext().spanId);
    const responses = byName(spans, 'generate_content');
    expect(responses).toHaveLength(4);
    for (const { attributes } of responses)
      expect(attributes).toMatchObject({
        'gen_ai.operation.name': 'generate_content',
        'gen_ai.response.id': expect.any(String),
        'gen_ai.response.finish_reasons': [expect.any(String)],
      });
    const events = turns.flatMap((turn) => turn.events);
    expect(events.find(({ name }) => name === 'repartee.interruption')?.attributes).toMatchObject({
      'repartee.by': 'user',
      'repartee.heard_ms': expect.any(Number),
    });
  });

  it('have the stages of the latency', async () => {
    const { spans } = await talk();
    const turn = byName(spans, 'turn').find(({ attributes }) => 'repartee.latency.audible_ms' in attributes);
    expect(turn?.attributes['repartee.latency.voice_to_voice_ms']).toBeGreaterThanOrEqual(0);
    expect(turn?.attributes['repartee.latency.audible_ms']).toBe(
      turn?.attributes['repartee.latency.voice_to_voice_ms'],
    );
  });

  it('begin and end within their parents', async () => {
    const { spans } = await talk();
    const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
    for (const span of spans) {
      const parent = byId.get(span.parentSpanContext?.spanId ?? '');
      if (!parent) continue;
      expect(msOf(span.startTime)).toBeGreaterThanOrEqual(msOf(parent.startTime));
      expect(msOf(span.endTime)).toBeLessThanOrEqual(msOf(parent.endTime));
    }
  });

  it('hold no word of what was said', async () => {
    const { spans } = await talk();
    expect(JSON.stringify(shapeOf(spans))).not.toContain('swordfish');
  });

  it('are the same from the recording', async () => {
    const { spans, file } = await talk();
    const { exporter, tracer } = createExporter();
    traceRecording(await readRecording(file), { ...OPTIONS, tracer });
    expect(shapeOf(exporter.getFinishedSpans())).toEqual(shapeOf(spans));
  });

  it('end with the watch, in the middle of an answer', async () => {
    const world = createScriptedSession();
    const { exporter, tracer } = createExporter();
    await conversation(world).connect().user.beginsToSpeak();
    const end = traceSession(world.session, { tracer });
    await conversation(world).user.says('Hello');
    end();
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toContain('invoke_agent');
    const { length } = exporter.getFinishedSpans();
    await world.session.close();
    expect(exporter.getFinishedSpans()).toHaveLength(length);
  });
});
