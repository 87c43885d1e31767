import type { RecordedStep } from '@repartee/core/recording';
import { stagesOf } from './stages.ts';
import type { LaneId, Sample, Span, Timeline, Tone } from './Timeline.ts';
import { connectionTone, PHASES, responseTone, STATUSES, TOOL_ENDS, toolTone } from './tones.ts';

type StateStep = Extract<RecordedStep, { kind: 'state' }>;
type StatsStep = Extract<RecordedStep, { kind: 'stats' }>;
type EventStep = Extract<RecordedStep, { kind: 'event' }>;
type Draft = { -readonly [Key in keyof Span]: Span[Key] } & { itemId?: string };

/** Puts a timeline together, one step of a recording after the other. */
export class TimelineBuilder {
  readonly #startedAtMs: number;
  #spans: Draft[] = [];
  readonly #open = new Map<string, Draft>();
  /** The words, by item. */
  readonly #words = new Map<string, string>();
  #samples: Sample[] = [];
  #count = 0;
  #underruns = 0;
  #connection = 0;
  #durationMs = 0;
  #index = -1;
  #isSorted = true;

  /** @param startedAtMs - when the recording began, on the session's clock. */
  constructor(startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
  }

  /** Takes the next step. */
  add(step: RecordedStep): void {
    this.#index += 1;
    this.#durationMs = Math.max(this.#durationMs, step.atMs);
    if (step.kind === 'state') this.#takeState(step);
    else if (step.kind === 'event') this.#takeEvent(step);
    else if (step.kind === 'stats') this.#takeStats(step);
    else if (step.kind === 'page') this.#mark('connection', step.atMs, `Page ${step.change}`, '', 'wait');
  }

  /** Forgets the first steps, and what had ended before the first that is left. */
  drop(count: number, beforeMs: number): void {
    this.#index -= count;
    for (const span of this.#spans) span.step -= count;
    this.#spans = this.#spans.filter(({ endMs }) => endMs === null || endMs >= beforeMs);
    this.#samples = this.#samples.filter(({ atMs }) => atMs >= beforeMs);
  }

  /** The timeline so far. @param durationMs - how long the recording is, where that is known. @param waves - its audio. */
  build(durationMs = 0, waves: Timeline['waves'] = []): Timeline {
    if (!this.#isSorted) this.#spans.sort((one, other) => one.startMs - other.startMs);
    this.#isSorted = true;
    return {
      durationMs: Math.max(
        durationMs,
        this.#durationMs,
        ...this.#spans.slice(-1).map(({ startMs }) => startMs),
      ),
      spans: this.#spans.map(({ itemId, ...span }) => {
        const words = itemId === undefined ? undefined : this.#words.get(itemId);
        return words ? { ...span, label: words } : span;
      }),
      samples: this.#samples,
      waves,
    };
  }

  #takeStats({ atMs, speaker }: StatsStep): void {
    if (!speaker) return;
    const { jitterBufferMs, underruns, underrunMs } = speaker;
    this.#samples.push({ atMs, jitterBufferMs });
    const added = underruns - this.#underruns;
    this.#underruns = underruns;
    if (added <= 0) return;
    const label = added === 1 ? '1 underrun' : `${added} underruns`;
    this.#mark('playback', atMs, label, `${Math.round(underrunMs)} ms of gaps so far`, 'danger');
  }

  #takeState({ atMs, patch: { fields, transcript } }: StateStep): void {
    for (const entry of transcript?.entries ?? [])
      if (entry.kind === 'message' && entry.text) this.#words.set(entry.id, entry.text);
    if (fields.connection !== undefined) this.#connection = fields.connection;
    if (fields.status !== undefined) this.#takeStatus(atMs, fields.status);
    if (fields.phase !== undefined) this.#takePhase(atMs, fields.phase);
    if (fields.speakingItemId !== undefined) this.#takeAgent(atMs, fields.speakingItemId);
    if (fields.status === 'failed' && fields.error)
      this.#mark('error', atMs, fields.error.code, fields.error.message, 'danger');
  }

  #takeStatus(atMs: number, status: keyof typeof STATUSES): void {
    this.#end('connection', atMs);
    if (status !== 'live') this.#loseResponses(atMs);
    if (status === 'idle' || status === 'closed') return;
    const number = status === 'live' ? ` ${this.#connection}` : '';
    this.#begin('connection', 'connection', atMs, `${STATUSES[status]}${number}`, connectionTone(status));
  }

  /** An answer that its connection took along never ends by itself. */
  #loseResponses(atMs: number): void {
    for (const [key, span] of this.#open) {
      if (span.lane !== 'response') continue;
      this.#end(key, atMs);
      span.label = 'Response lost';
      span.tone = 'danger';
    }
  }

  #takePhase(atMs: number, phase: keyof typeof PHASES): void {
    this.#end('phase', atMs);
    if (phase === 'user-speaking') this.#beginUser(atMs, null);
    else this.#end('user', atMs);
    if (phase === 'idle') return;
    const { name, tone } = PHASES[phase];
    this.#begin('phase', 'phase', atMs, name, tone);
  }

  #takeAgent(atMs: number, itemId: string | null): void {
    this.#end('agent', atMs);
    if (itemId === null) return;
    this.#begin('agent', 'agent', atMs, 'Agent', 'agent').itemId = itemId;
  }

  #beginUser(atMs: number, itemId: string | null): void {
    const span = this.#open.get('user') ?? this.#begin('user', 'user', atMs, 'User', 'user');
    if (itemId !== null) span.itemId ??= itemId;
  }

  #takeEvent(step: EventStep): void {
    const { atMs } = step;
    switch (step.type) {
      case 'server-event':
        if (step.event.type === 'speech-started') this.#beginUser(atMs, step.event.itemId);
        if (step.event.type === 'speech-stopped') this.#end('user', atMs);
        return;
      case 'turn-committed':
        return this.#nameUser(step.event.itemId);
      case 'entry-added':
        if (step.event.kind === 'message' && step.event.role === 'user') this.#nameUser(step.event.id);
        return;
      case 'response-started':
        this.#begin('response', `response ${step.event.responseId}`, atMs, 'Response', 'calm').detail =
          step.event.responseId;
        return;
      case 'response-done':
        return this.#endResponse(atMs, step.event);
      case 'tool-changed':
        return this.#takeTool(atMs, step.event);
      default:
        return this.#takeMark(step);
    }
  }

  /** The last speech of the user that has no item yet gets one. */
  #nameUser(itemId: string): void {
    const last = this.#spans.findLast(({ lane }) => lane === 'user');
    if (last) last.itemId ??= itemId;
  }

  #endResponse(atMs: number, event: Extract<EventStep, { type: 'response-done' }>['event']): void {
    const { responseId, outcome, reason } = event;
    const span = this.#end(`response ${responseId}`, atMs);
    if (!span) return;
    span.label = `Response ${outcome}`;
    span.detail = reason ? `${responseId}: ${reason}` : responseId;
    span.tone = responseTone(outcome);
  }

  #takeTool(atMs: number, event: Extract<EventStep, { type: 'tool-changed' }>['event']): void {
    const key = `tool ${event.callId}`;
    const span = this.#open.get(key) ?? this.#begin('tool', key, atMs, event.name, 'wait');
    span.label = event.name;
    span.detail = `${event.state}: ${event.argumentsText}`;
    span.tone = toolTone(event.state);
    if (TOOL_ENDS.has(event.state)) this.#end(key, atMs);
  }

  #takeMark(step: EventStep): void {
    const { atMs } = step;
    if (step.type === 'error') this.#mark('error', atMs, step.event.code, step.event.message, 'danger');
    if (step.type === 'interruption') this.#takeInterruption(atMs, step.event);
    if (step.type === 'continuity') {
      const { kind, cause, gapMs } = step.event;
      this.#mark(
        'connection',
        atMs,
        `${kind} after ${cause}`,
        `${Math.round(gapMs)} ms without a connection`,
        'wait',
      );
    }
    if (step.type === 'barge-in') {
      const { verdict, reason, evidence, atMs: decidedAtMs } = step.event;
      const startMs = Math.max(0, decidedAtMs - this.#startedAtMs - evidence.elapsedMs);
      const detail = `${Math.round(evidence.voicedMs)} ms voiced, ${evidence.levelDb.toFixed(0)} dB over the noise`;
      const tone = verdict === 'yield' ? 'danger' : 'good';
      this.#mark('barge-in', startMs, `${verdict}: ${reason}`, detail, tone).endMs = atMs;
    }
    if (step.type === 'latency') {
      const stages = stagesOf(step.event, this.#startedAtMs);
      const span = this.#mark('latency', stages[0]?.startMs ?? atMs, '', step.event.responseId, 'calm');
      span.label = `${Math.round(step.event.voiceToVoiceMs)} ms to the first word`;
      span.endMs = stages.at(-1)?.endMs ?? atMs;
      span.stages = stages;
    }
  }

  #takeInterruption(atMs: number, event: Extract<EventStep, { type: 'interruption' }>['event']): void {
    const { itemId, by, heardMs, receivedMs } = event;
    const span = this.#spans.findLast((one) => one.lane === 'agent' && one.itemId === itemId);
    if (!span) return;
    this.#open.delete('agent');
    span.endMs = Math.min(span.endMs ?? atMs, atMs);
    span.unheardMs = Math.max(0, receivedMs - heardMs);
    span.detail = `Cut by ${by}: ${Math.round(heardMs)} of ${Math.round(receivedMs)} ms heard`;
  }

  #begin(lane: LaneId, key: string, startMs: number, label: string, tone: Tone): Draft {
    const span = this.#mark(lane, startMs, label, '', tone);
    span.endMs = null;
    this.#open.set(key, span);
    return span;
  }

  #end(key: string, atMs: number): Draft | null {
    const span = this.#open.get(key);
    if (!span) return null;
    span.endMs = Math.max(atMs, span.startMs);
    this.#open.delete(key);
    return span;
  }

  #mark(lane: LaneId, startMs: number, label: string, detail: string, tone: Tone): Draft {
    const step = this.#index;
    this.#count += 1;
    const id = `${lane} ${this.#count}`;
    const span: Draft = { id, lane, startMs, endMs: startMs, label, detail, tone, step };
    if (startMs < (this.#spans.at(-1)?.startMs ?? 0)) this.#isSorted = false;
    this.#spans.push(span);
    return span;
  }
}
