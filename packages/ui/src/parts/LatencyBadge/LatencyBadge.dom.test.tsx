import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { LatencyBadge } from './LatencyBadge.tsx';

const answered = (voiceToVoiceMs: number) => ({
  responseId: 'r',
  voiceToVoiceMs,
  speechEndedAtMs: 0,
  turnEndedAtMs: null,
  responseStartedAtMs: null,
  firstAudioAtMs: null,
  audibleAtMs: voiceToVoiceMs,
});

describe('LatencyBadge', () => {
  it.each([
    [800, '800 ms', 'quick'],
    [801, '801 ms', 'fair'],
    [1_499, '1.5 s', 'fair'],
    [1_500, '1.5 s', 'slow'],
  ] as const)('shows %i ms as “%s”, which is %s', (ms, words, pace) => {
    const session = createStaticSession({ latencies: [answered(3_000), answered(ms)] });
    const { container } = renderPart(<LatencyBadge />, session);
    const badge = container.querySelector<HTMLElement>('.repartee-latency');
    expect(badge?.textContent).toBe(
      `From when you stopped speaking to the first sound of the answer: ${words}`,
    );
    expect(badge?.dataset['pace']).toBe(pace);
  });
});
