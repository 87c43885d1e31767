import { describe, expect, it } from 'vitest';
import { countEcho, createEchoWatch, echoStateOf, measureEcho } from './echo-watch.ts';
import type { EchoMode, EchoWatch } from './echo-watch.ts';

function hear(watch: EchoWatch, couplingDb: number, reports = 10): EchoWatch {
  let heard = watch;
  for (let index = 0; index < reports; index += 1) heard = measureEcho(heard, couplingDb);
  return heard;
}

const echo = (watch: EchoWatch, ...times: readonly number[]) => times.reduce(countEcho, watch);
const create = (mode: EchoMode = 'auto') => createEchoWatch(mode);

describe('headphones', () => {
  it('are suggested when the agent keeps coming back loudly, not for a moment of it', () => {
    expect(echoStateOf(hear(create(), -20, 5)).suggestsHeadphones).toBe(false);
    expect(echoStateOf(hear(create(), -20, 6)).suggestsHeadphones).toBe(true);
    expect(echoStateOf(hear(create(), -40)).suggestsHeadphones).toBe(false);
  });

  it('are suggested no longer when they are on', () => {
    expect(echoStateOf(hear(hear(create(), -20), -45)).suggestsHeadphones).toBe(false);
  });
});

describe('half duplex', () => {
  it('is the way out when the agent has interrupted itself three times in a minute', () => {
    const twice = echo(hear(create(), -15), 1_000, 20_000);
    expect(echoStateOf(twice).isHalfDuplex).toBe(false);
    const thrice = echo(twice, 40_000);
    expect(echoStateOf(thrice).isHalfDuplex).toBe(true);
    expect(echoStateOf(hear(thrice, -50)).isHalfDuplex).toBe(false);
  });

  it('is not for echoes that are far apart, or too faint', () => {
    const rare = echo(hear(create(), -15), 1_000, 70_000, 140_000);
    const faint = echo(hear(create(), -45), 1_000, 2_000, 3_000);
    expect([echoStateOf(rare).isHalfDuplex, echoStateOf(faint).isHalfDuplex]).toEqual([false, false]);
  });

  it('can be asked for, and refused', () => {
    const loud = echo(hear(create('full-duplex'), -10), 1, 2, 3, 4);
    const asked = echoStateOf(create('half-duplex')).isHalfDuplex;
    expect([asked, echoStateOf(loud).isHalfDuplex]).toEqual([true, false]);
  });
});
