import { act } from '@testing-library/react';
import { expect, it } from 'vitest';

import type { TurnLatency } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';

import { createRenderCounts } from '../test/count-renders.tsx';
import { renderStrict } from '../test/render-strict.tsx';
import { useLatency } from './index.ts';
import type { LatencyView } from './index.ts';

function createTurn(voiceToVoiceMs: number, stages: Partial<TurnLatency> = {}): TurnLatency {
  return {
    responseId: `response_${voiceToVoiceMs}`,
    speechEndedAtMs: 1_000,
    turnEndedAtMs: 1_300,
    responseStartedAtMs: 1_350,
    firstAudioAtMs: 1_700,
    audibleAtMs: 1_740,
    voiceToVoiceMs,
    ...stages,
  };
}

function createProbe() {
  const seen: LatencyView[] = [];
  function Latency() {
    seen.push(useLatency());
    return null;
  }
  return { seen, Latency };
}

it('tells nothing before there is an answered turn', () => {
  const { seen, Latency } = createProbe();
  renderStrict(<Latency />, createStaticSession());
  expect(seen.at(-1)).toEqual({ last: null, history: [], p50Ms: null, p95Ms: null, stages: null });
});

it('tells the last turn with its stages, and percentiles of all', () => {
  const latencies = Array.from({ length: 20 }, (_, index) => createTurn((20 - index) * 100));
  const { seen, Latency } = createProbe();
  renderStrict(<Latency />, createStaticSession({ latencies }));
  expect(seen.at(-1)).toEqual({
    last: latencies.at(-1),
    history: latencies,
    p50Ms: 1_000,
    p95Ms: 1_900,
    stages: { turnDetectionMs: 300, responseStartMs: 50, firstAudioMs: 350, playbackMs: 40 },
  });
});

it('leaves a stage open whose ends are not both known', () => {
  const written = createTurn(440, { speechEndedAtMs: null, responseStartedAtMs: null });
  const { seen, Latency } = createProbe();
  renderStrict(<Latency />, createStaticSession({ latencies: [written] }));
  expect(seen.at(-1)?.stages).toEqual({
    turnDetectionMs: null,
    responseStartMs: null,
    firstAudioMs: null,
    playbackMs: 40,
  });
});

it('renders once an answered turn', () => {
  const session = createStaticSession({ latencies: [createTurn(500)] });
  const { seen, Latency } = createProbe();
  const counts = createRenderCounts();
  renderStrict(
    <counts.Counted name="latency">
      <Latency />
    </counts.Counted>,
    session,
  );
  counts.reset();
  act(() => session.setState({ phase: 'speaking', status: 'live' }));
  expect(counts.of('latency')).toBe(0);
  const { latencies } = session.store.getState();
  act(() => session.setState({ latencies: [...latencies, createTurn(700)] }));
  expect(seen.at(-1)?.last?.voiceToVoiceMs).toBe(700);
  expect(counts.of('latency')).toBe(1);
});
