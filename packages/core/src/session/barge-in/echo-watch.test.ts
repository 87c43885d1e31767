import { describe, expect, it } from 'vitest';
import { EchoWatch } from './echo-watch.ts';

function hear(watch: EchoWatch, couplingDb: number, reports = 10): EchoWatch {
  for (let index = 0; index < reports; index += 1) watch.measured(couplingDb);
  return watch;
}

describe('headphones', () => {
  it('are suggested when the agent keeps coming back loudly, not for a moment of it', () => {
    expect(hear(new EchoWatch('auto'), -20, 5).state.suggestsHeadphones).toBe(false);
    expect(hear(new EchoWatch('auto'), -20, 6).state.suggestsHeadphones).toBe(true);
    expect(hear(new EchoWatch('auto'), -40).state.suggestsHeadphones).toBe(false);
  });

  it('are suggested no longer when they are on', () => {
    expect(hear(hear(new EchoWatch('auto'), -20), -45).state.suggestsHeadphones).toBe(false);
  });
});

describe('half duplex', () => {
  it('is the way out when the agent has interrupted itself three times in a minute', () => {
    const watch = hear(new EchoWatch('auto'), -15);
    for (const atMs of [1_000, 20_000]) watch.echoed(atMs);
    expect(watch.state.isHalfDuplex).toBe(false);
    watch.echoed(40_000);
    expect(watch.state.isHalfDuplex).toBe(true);
    expect(hear(watch, -50).state.isHalfDuplex).toBe(false);
  });

  it('is not for echoes that are far apart, or too faint', () => {
    const rare = hear(new EchoWatch('auto'), -15);
    for (const atMs of [1_000, 70_000, 140_000]) rare.echoed(atMs);
    const faint = hear(new EchoWatch('auto'), -45);
    for (const atMs of [1_000, 2_000, 3_000]) faint.echoed(atMs);
    expect([rare.state.isHalfDuplex, faint.state.isHalfDuplex]).toEqual([false, false]);
  });

  it('can be asked for, and refused', () => {
    const loud = hear(new EchoWatch('full-duplex'), -10);
    for (const atMs of [1, 2, 3, 4]) loud.echoed(atMs);
    expect([new EchoWatch('half-duplex').state.isHalfDuplex, loud.state.isHalfDuplex]).toEqual([true, false]);
  });
});
