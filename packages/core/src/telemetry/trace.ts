import type { RecordedEvent, Recording } from '../recording/recording.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import { ConversationSpans } from './conversation-spans.ts';
import type { SpanFacts } from './conversation-spans.ts';
import type { TraceOptions } from './trace-options.ts';

/** The events that spans are made of. */
const TRACED = [
  'status-changed',
  'phase-changed',
  'turn-committed',
  'response-started',
  'response-done',
  'tool-changed',
  'interruption',
  'barge-in',
  'latency',
  'continuity',
  'error',
] as const;
type TracedType = (typeof TRACED)[number];
const isTraced = (type: string): type is TracedType => (TRACED as readonly string[]).includes(type);

/**
 * Writes spans of OpenTelemetry while a session runs: one for the conversation, in it one for each turn, in that one for each
 * response and each tool. They have the names and attributes of the conventions for generative AI, the stages of the latency and what
 * was used, and never a word of what was said.
 *
 * @returns the function that ends it, and the spans that are open.
 * @example
 * ```ts
 * const end = traceSession(session, { tracer: trace.getTracer('app'), agentName: 'concierge' });
 * ```
 */
export function traceSession(session: RealtimeSession, options: TraceOptions): () => void {
  // Spans are on the wall clock, and the session is not.
  const epochMs = Date.now() - session.now();
  const spans = new ConversationSpans(options, epochMs);
  const readFacts = (): SpanFacts => session.store.getState();
  spans.begin(session.now(), readFacts());
  const ends = TRACED.map((type) =>
    session.on(type, (event: unknown) =>
      spans.take({ type, event } as RecordedEvent, session.now(), readFacts()),
    ),
  );
  return () => {
    for (const end of ends.splice(0)) end();
    spans.end(session.now(), readFacts());
  };
}

/** Writes the same spans from a recording, with the times of then. */
export function traceRecording({ manifest, steps }: Recording, options: TraceOptions): void {
  const spans = new ConversationSpans(options, manifest.startedAt - manifest.startedAtMs);
  const onClock = (atMs: number) => manifest.startedAtMs + atMs;
  let facts: SpanFacts = { status: 'idle', endReason: null, sessionId: null, effective: null };
  let lastMs = 0;
  let isBegun = false;
  for (const step of steps) {
    lastMs = step.atMs;
    if (step.kind === 'state') facts = { ...facts, ...step.patch.fields };
    if (!isBegun) spans.begin(onClock(0), facts);
    isBegun = true;
    if (step.kind === 'event' && isTraced(step.type)) spans.take(step, onClock(step.atMs), facts);
  }
  if (isBegun) spans.end(onClock(Math.max(lastMs, manifest.durationMs)), facts);
}
