import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import type { RecordedEvent } from '../recording/recording.ts';
import type { SessionEvents } from '../runtime/realtime-session.ts';
import type { SessionPhase } from '../protocol/session-phase.ts';
import type { SessionState, TurnLatency } from '../session/session-state.ts';
import type { UsageRecord } from '../protocol/usage-record.ts';
import type { TraceOptions } from './trace-options.ts';

/** The part of the state that spans need. */
export type SpanFacts = Pick<SessionState, 'status' | 'endReason' | 'sessionId' | 'effective'>;

type EventOf<Type extends keyof SessionEvents> = SessionEvents[Type];

/** Statuses between two conversations. */
const AT_REST: ReadonlySet<string> = new Set(['idle', 'closed', 'failed']);

/** States in which a tool has come to its end. */
const TOOL_ENDS: ReadonlySet<string> = new Set(['succeeded', 'failed', 'declined', 'cancelled']);

/** Makes spans of the events of a session. Times are on the session's clock, in milliseconds. */
export class ConversationSpans {
  readonly #options: TraceOptions;
  readonly #epochMs: number;
  #conversation: Span | null = null;
  #turn: Span | null = null;
  #turns = 0;
  #phase: SessionPhase = 'idle';
  /** Whether the open turn has had a response. */
  #isAnswered = false;
  readonly #responses = new Map<string, Span>();
  readonly #tools = new Map<string, Span>();

  constructor(options: TraceOptions, epochMs: number) {
    this.#options = options;
    this.#epochMs = epochMs;
  }

  begin(atMs: number, facts: SpanFacts): void {
    if (!AT_REST.has(facts.status)) this.#open(atMs);
  }

  take(recorded: RecordedEvent, atMs: number, facts: SpanFacts): void {
    if (recorded.type === 'status-changed') return this.#takeStatus(recorded.event, atMs, facts);
    if (!this.#conversation) return;
    switch (recorded.type) {
      case 'phase-changed':
        return this.#takePhase(recorded.event.phase, atMs);
      case 'turn-committed':
        return void (this.#turn ??= this.#startTurn(atMs));
      case 'response-started':
        return this.#startResponse(recorded.event, atMs, facts);
      case 'response-done':
        return this.#endResponse(recorded.event, atMs);
      case 'tool-changed':
        return this.#takeTool(recorded.event, atMs);
      case 'latency':
        return void this.#turn?.setAttributes(describeLatency(recorded.event));
      case 'interruption': {
        const { by, heardMs, receivedMs } = recorded.event;
        const attributes = {
          'repartee.by': by,
          'repartee.heard_ms': heardMs,
          'repartee.received_ms': receivedMs,
        };
        return void this.#current.addEvent('repartee.interruption', attributes, this.#time(atMs));
      }
      case 'barge-in': {
        const { verdict, reason } = recorded.event;
        const attributes = { 'repartee.verdict': verdict, 'repartee.reason': reason };
        return void this.#current.addEvent('repartee.barge_in', attributes, this.#time(atMs));
      }
      case 'continuity': {
        const { kind, cause } = recorded.event;
        const attributes = { 'repartee.continuity': kind, 'repartee.cause': cause };
        return void this.#conversation.addEvent('repartee.connection', attributes, this.#time(atMs));
      }
      case 'error':
        return void this.#current.addEvent(
          'exception',
          { 'exception.type': recorded.event.code },
          this.#time(atMs),
        );
      default:
    }
  }

  /** Ends all that is open. */
  end(atMs: number, facts: SpanFacts): void {
    this.#endTurn(atMs);
    for (const open of [this.#responses, this.#tools]) {
      for (const span of open.values()) span.end(this.#time(atMs));
      open.clear();
    }
    const { sessionId, effective, endReason } = facts;
    this.#conversation?.setAttributes({
      ...(sessionId !== null && { 'gen_ai.conversation.id': sessionId }),
      ...(effective?.model && { 'gen_ai.request.model': effective.model }),
      ...(endReason !== null && { 'repartee.end_reason': endReason }),
      'repartee.turns': this.#turns,
    });
    if (facts.status === 'failed') this.#conversation?.setStatus({ code: SpanStatusCode.ERROR });
    this.#conversation?.end(this.#time(atMs));
    this.#conversation = null;
  }

  get #current(): Span {
    return this.#turn ?? (this.#conversation as Span);
  }

  #time(atMs: number): number {
    return this.#epochMs + atMs;
  }

  #takeStatus({ status, previous }: EventOf<'status-changed'>, atMs: number, facts: SpanFacts): void {
    if (AT_REST.has(status)) return this.end(atMs, { ...facts, status });
    if (AT_REST.has(previous) || !this.#conversation) this.#open(atMs);
  }

  #open(atMs: number): void {
    const { agentName } = this.#options;
    this.#turns = 0;
    this.#conversation = this.#start(
      ['invoke_agent', agentName].filter(Boolean).join(' '),
      SpanKind.CLIENT,
      { 'gen_ai.operation.name': 'invoke_agent', ...(agentName && { 'gen_ai.agent.name': agentName }) },
      atMs,
      null,
    );
  }

  #takePhase(phase: SessionPhase, atMs: number): void {
    this.#phase = phase;
    if (phase !== 'user-speaking') return this.#endIfHeard(atMs);
    this.#endTurn(atMs);
    this.#turn = this.#startTurn(atMs);
  }

  /** A turn is over when its answer has been made and heard, and no tool runs. */
  #endIfHeard(atMs: number): void {
    const isQuiet = this.#phase === 'listening' || this.#phase === 'idle';
    if (isQuiet && this.#isAnswered && this.#responses.size + this.#tools.size === 0) this.#endTurn(atMs);
  }

  #startTurn(atMs: number): Span {
    this.#turns += 1;
    return this.#start('turn', SpanKind.INTERNAL, { 'repartee.turn': this.#turns }, atMs, this.#conversation);
  }

  #endTurn(atMs: number): void {
    this.#turn?.end(this.#time(atMs));
    this.#turn = null;
    this.#isAnswered = false;
  }

  #startResponse(
    { responseId, isOutOfBand }: EventOf<'response-started'>,
    atMs: number,
    facts: SpanFacts,
  ): void {
    const model = facts.effective?.model;
    // A written message, or the agent by itself: there was no voice to begin the turn.
    if (!isOutOfBand) this.#turn ??= this.#startTurn(atMs);
    this.#isAnswered ||= !isOutOfBand;
    const span = this.#start(
      ['generate_content', model].filter(Boolean).join(' '),
      SpanKind.CLIENT,
      {
        'gen_ai.operation.name': 'generate_content',
        'gen_ai.response.id': responseId,
        ...(model && { 'gen_ai.request.model': model }),
        ...(facts.sessionId !== null && { 'gen_ai.conversation.id': facts.sessionId }),
        ...(isOutOfBand && { 'repartee.out_of_band': true }),
      },
      atMs,
      isOutOfBand ? this.#conversation : this.#turn,
    );
    this.#responses.set(responseId, span);
  }

  #endResponse({ responseId, outcome, reason, usage }: EventOf<'response-done'>, atMs: number): void {
    const span = this.#responses.get(responseId);
    this.#responses.delete(responseId);
    if (!span) return;
    span.setAttributes({ 'gen_ai.response.finish_reasons': [reason ?? outcome], ...describeUsage(usage) });
    if (outcome === 'failed') fail(span, reason ?? 'failed');
    span.end(this.#time(atMs));
    this.#endIfHeard(atMs);
  }

  #takeTool({ id, callId, name, state, error }: EventOf<'tool-changed'>, atMs: number): void {
    let span = this.#tools.get(id);
    const isOver = TOOL_ENDS.has(state);
    if (!span) {
      if (isOver) return;
      const attributes = {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': name,
        'gen_ai.tool.call.id': callId,
        'gen_ai.tool.type': 'function',
      };
      span = this.#start(`execute_tool ${name}`, SpanKind.INTERNAL, attributes, atMs, this.#current);
      this.#tools.set(id, span);
    }
    if (state === 'running') span.addEvent('repartee.running', this.#time(atMs));
    if (!isOver) return;
    this.#tools.delete(id);
    span.setAttribute('repartee.tool.state', state);
    if (state === 'failed') fail(span, error?.code ?? 'failed');
    // The turn goes on: the agent answers with the result.
    span.end(this.#time(atMs));
  }

  #start(name: string, kind: SpanKind, more: Attributes, atMs: number, parent: Span | null): Span {
    const { tracer, provider, attributes } = this.#options;
    const active = context.active();
    return tracer.startSpan(
      name,
      {
        kind,
        startTime: this.#time(atMs),
        attributes: { ...attributes, ...(provider && { 'gen_ai.provider.name': provider }), ...more },
      },
      parent ? trace.setSpan(active, parent) : active,
    );
  }
}

function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function describeUsage(usage: UsageRecord | null): Attributes {
  if (usage?.unit === 'tokens') {
    const { input, cachedInput, output, reasoning } = usage;
    const sum = ({ text, audio, image }: typeof input) => text + audio + image;
    return {
      'gen_ai.usage.input_tokens': sum(input),
      'gen_ai.usage.output_tokens': sum(output),
      'gen_ai.usage.cache_read.input_tokens': sum(cachedInput),
      'repartee.usage.input_audio_tokens': input.audio,
      'repartee.usage.output_audio_tokens': output.audio,
      'repartee.usage.reasoning_tokens': reasoning,
    };
  }
  if (usage?.unit === 'seconds') return { 'repartee.usage.seconds': usage.seconds };
  return usage ? { 'repartee.usage.characters': usage.characters } : {};
}

/** The stages as times since the user stopped speaking. */
function describeLatency(latency: TurnLatency): Attributes {
  const { turnEndedAtMs, responseStartedAtMs, firstAudioAtMs, audibleAtMs, voiceToVoiceMs } = latency;
  const fromMs = (audibleAtMs ?? 0) - voiceToVoiceMs;
  const stages = {
    'repartee.latency.turn_end_ms': turnEndedAtMs,
    'repartee.latency.response_start_ms': responseStartedAtMs,
    'repartee.latency.first_audio_ms': firstAudioAtMs,
    'repartee.latency.audible_ms': audibleAtMs,
  };
  const known = Object.entries(stages).flatMap(([name, atMs]) =>
    atMs === null || audibleAtMs === null ? [] : [[name, atMs - fromMs] as const],
  );
  return { ...Object.fromEntries(known), 'repartee.latency.voice_to_voice_ms': voiceToVoiceMs };
}
