import type { TurnLatency, UsageRecord } from '@repartee/core';
import type { RecordedStep } from '@repartee/core/recording';
import { percentile } from './percentile.ts';
import { formatLength } from './Timeline.ts';

/** The figures of a recording. */
export interface Figures {
  readonly durationMs: number;
  readonly userTurns: number;
  readonly agentTurns: number;
  readonly interruptions: number;
  readonly toolCalls: number;
  readonly failedToolCalls: number;
  readonly reconnects: number;
  /** The number of credentials that were asked for, by their reason. Empty in files of earlier versions of the kit. */
  readonly credentials: ReadonlyMap<string, number>;
  readonly errors: number;
  readonly framesIn: number;
  readonly framesOut: number;
  /** Milliseconds from the end of the user's speech to the first sound; `null` before the first turn. */
  readonly latencyP50Ms: number | null;
  readonly latencyP95Ms: number | null;
  /** The answers that took longest, slowest first. */
  readonly slowest: readonly TurnLatency[];
  /** Audio that had been received and was never heard, in milliseconds. */
  readonly unheardMs: number;
  readonly usage: UsageTotals;
  /** `null` in a session without a budget. */
  readonly cost: { readonly cost: number; readonly currency: string; readonly isEstimated: boolean } | null;
  /** `null` where nothing was measured. */
  readonly playback: Playback | null;
  /** `null` without a call. */
  readonly call: CallFigures | null;
}

/** The evenness of the agent's sound. */
export interface Playback {
  readonly underruns: number;
  readonly underrunMs: number;
  readonly stalls: number;
  /** The largest jitter buffer that was held, in milliseconds. */
  readonly jitterBufferMs: number;
}

/** The browser's statistics of a WebRTC call. */
export interface CallFigures {
  readonly roundTripP50Ms: number | null;
  readonly jitterP95Ms: number | null;
  /** Share of the packets that were lost, 0 to 1. */
  readonly lossRatio: number | null;
}

/** The usage as the vendor reported it. */
export interface UsageTotals {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
  readonly characters: number;
}

const NO_USAGE: UsageTotals = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, seconds: 0, characters: 0 };

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

function addUsage(total: UsageTotals, record: UsageRecord): UsageTotals {
  switch (record.unit) {
    case 'tokens':
      return {
        ...total,
        inputTokens: total.inputTokens + sum({ ...record.input }),
        cachedTokens: total.cachedTokens + sum({ ...record.cachedInput }),
        outputTokens: total.outputTokens + sum({ ...record.output }),
      };
    case 'seconds':
      return { ...total, seconds: total.seconds + record.seconds };
    default:
      return { ...total, characters: total.characters + record.characters };
  }
}

/** Counts what happened in a recording. */
export function summarize(steps: readonly RecordedStep[], durationMs: number): Figures {
  const tools = new Map<string, string>();
  const usage = new Map<string, UsageRecord>();
  const latencies: TurnLatency[] = [];
  const credentials = new Map<string, number>();
  const counts = {
    user: 0,
    agent: 0,
    interruptions: 0,
    reconnects: 0,
    errors: 0,
    in: 0,
    out: 0,
    unheardMs: 0,
  };
  for (const step of steps) {
    if (step.kind === 'frame') counts[step.direction] += 1;
    if (step.kind === 'state' && step.patch.fields.status === 'failed') counts.errors += 1;
    if (step.kind !== 'event') continue;
    if (step.type === 'entry-added' && step.event.kind === 'message' && step.event.role !== 'system')
      counts[step.event.role] += 1;
    if (step.type === 'interruption') {
      counts.interruptions += 1;
      counts.unheardMs += Math.max(0, step.event.receivedMs - step.event.heardMs);
    }
    if (step.type === 'continuity') counts.reconnects += 1;
    if (step.type === 'credential-requested')
      credentials.set(step.event.reason, (credentials.get(step.event.reason) ?? 0) + 1);
    if (step.type === 'error') counts.errors += 1;
    if (step.type === 'tool-changed') tools.set(step.event.callId, step.event.state);
    // Each report holds the whole usage of its response so far.
    if (step.type === 'usage') usage.set(`${step.event.source} ${step.event.id}`, step.event.record);
    if (step.type === 'latency') latencies.push(step.event);
  }
  const measured = measure(steps);
  const times = latencies.map(({ voiceToVoiceMs }) => voiceToVoiceMs);
  return {
    durationMs,
    userTurns: counts.user,
    agentTurns: counts.agent,
    interruptions: counts.interruptions,
    toolCalls: tools.size,
    failedToolCalls: [...tools.values()].filter((state) => state === 'failed' || state === 'cancelled')
      .length,
    reconnects: counts.reconnects,
    credentials,
    errors: counts.errors,
    framesIn: counts.in,
    framesOut: counts.out,
    latencyP50Ms: percentile(times, 0.5),
    latencyP95Ms: percentile(times, 0.95),
    slowest: latencies.toSorted((one, other) => other.voiceToVoiceMs - one.voiceToVoiceMs).slice(0, 5),
    unheardMs: counts.unheardMs,
    usage: [...usage.values()].reduce(addUsage, NO_USAGE),
    ...measured,
  };
}

/** Reads the measurements. Counters count from the start of the session: the last one has all. */
function measure(steps: readonly RecordedStep[]): Pick<Figures, 'cost' | 'playback' | 'call'> {
  let cost: Figures['cost'] = null;
  let playback: Playback | null = null;
  let lossRatio: number | null = null;
  const trips: number[] = [];
  const jitters: number[] = [];
  for (const step of steps) {
    if (step.kind === 'cost' && step.cost.cost !== null) {
      const { currency, isEstimated } = step.cost;
      cost = { cost: step.cost.cost, currency: currency ?? '', isEstimated };
    }
    if (step.kind !== 'stats') continue;
    if (step.speaker) {
      const { underruns, underrunMs, stalls, jitterBufferMs } = step.speaker;
      const most = Math.max(jitterBufferMs, playback?.jitterBufferMs ?? 0);
      playback = { underruns, underrunMs, stalls, jitterBufferMs: most };
    }
    const { roundTripMs = null, jitterMs = null, lossRatio: loss = null } = step.connection ?? {};
    if (roundTripMs !== null) trips.push(roundTripMs);
    if (jitterMs !== null) jitters.push(jitterMs);
    lossRatio = loss ?? lossRatio;
  }
  const hasCall = trips.length + jitters.length > 0 || lossRatio !== null;
  const call = { roundTripP50Ms: percentile(trips, 0.5), jitterP95Ms: percentile(jitters, 0.95), lossRatio };
  return { cost, playback, call: hasCall ? call : null };
}

/** Writes the usage in one line; empty where the vendor reported none. */
export function describeUsage({
  inputTokens,
  cachedTokens,
  outputTokens,
  seconds,
  characters,
}: UsageTotals): string {
  const count = (value: number) => value.toLocaleString('en');
  return [
    inputTokens > 0 &&
      `${count(inputTokens)} tokens in${cachedTokens > 0 ? ` (${count(cachedTokens)} cached)` : ''}`,
    outputTokens > 0 && `${count(outputTokens)} tokens out`,
    seconds > 0 && formatLength(seconds * 1_000),
    characters > 0 && `${count(characters)} characters`,
  ]
    .filter(Boolean)
    .join(', ');
}
