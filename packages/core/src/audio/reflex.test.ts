import { describe, expect, it } from 'vitest';
import { mix, noise, voice } from '../../test/voices.ts';
import { Reflex } from './reflex.ts';
import type { ReflexCommand, ReflexOptions, ReflexReport } from './reflex.ts';

const RATE = 16_000;
const BLOCK = 128;
const AGENT = voice(6_000, RATE, 0.1, 190);
const ROOM = noise(6_000, RATE, 0.002);
const SPOKEN = mix(6_000, RATE, [0, ROOM], [3_000, voice(600, RATE, 0.1)]);

interface Take {
  readonly microphone?: Float32Array;
  readonly agent?: Float32Array;
  readonly options?: ReflexOptions;
  /** What the page says, and when, in milliseconds. */
  readonly commands?: readonly (readonly [atMs: number, command: ReflexCommand])[];
}

/** Runs a reflex over both sides, and gives back what was heard and told. */
function run({ microphone = SPOKEN, agent = AGENT, options = {}, commands = [] }: Take) {
  const reports: ReflexReport[] = [];
  const reflex = new Reflex(RATE, options, (report) => reports.push(report));
  const output = new Float32Array(microphone.length);
  const due = [[0, { type: 'arm', isArmed: true }] as const, ...commands];
  for (let from = 0; from < microphone.length; from += BLOCK) {
    while (due[0] && due[0][0] <= (1000 * from) / RATE) reflex.take(due.shift()![1]);
    const slice = (samples: Float32Array) => samples.subarray(from, from + BLOCK);
    reflex.process(slice(microphone), slice(agent), slice(output));
  }
  return {
    reports,
    output,
    at: (type: ReflexReport['type']) => reports.find((report) => report.type === type),
  };
}

/** What is left of the agent at a time, 0 to 1. */
function levelAt(output: Float32Array, atMs: number, agent = AGENT): number {
  const [from, to] = [atMs, atMs + 40].map((ms) => (ms * RATE) / 1000);
  const power = (samples: Float32Array) =>
    samples.slice(from, to).reduce((sum, sample) => sum + sample ** 2, 0);
  return Math.sqrt(power(output) / power(agent));
}

describe('the reflex', () => {
  it('lowers the agent to a fifth within 60 ms of a voice, and tells so', () => {
    const { output, at } = run({});
    expect(levelAt(output, 2_900)).toBe(1);
    expect(levelAt(output, 3_060)).toBeCloseTo(0.2, 2);
    expect(at('ducked')?.onsetAtMs).toBeGreaterThanOrEqual(2_990);
    expect(at('ducked')?.atMs).toBeLessThan(3_060);
  });

  it('lets through every sample of an agent whom nobody interrupts', () => {
    expect(run({ microphone: ROOM }).output).toEqual(AGENT);
  });

  it('goes on as it was when the page says that it was nothing, and not down again for the same sound', () => {
    const { output } = run({ commands: [[3_200, { type: 'resume', isEcho: false }]] });
    expect(levelAt(output, 3_150)).toBeCloseTo(0.2, 2);
    expect(levelAt(output, 3_350)).toBe(1);
    expect(output.slice(3.4 * RATE)).toEqual(AGENT.slice(3.4 * RATE));
  });

  it('is down again for the next sound', () => {
    const microphone = mix(6_000, RATE, [0, SPOKEN], [4_500, voice(400, RATE, 0.1)]);
    const { output } = run({ microphone, commands: [[3_900, { type: 'resume', isEcho: false }]] });
    expect([levelAt(output, 4_400), levelAt(output, 4_600)].map((level) => Math.round(level * 10))).toEqual([
      10, 2,
    ]);
  });

  it('silences on a yield within 15 ms, and lets through what comes after a silence', () => {
    const cut = AGENT.map((sample, index) => (index > 3.3 * RATE && index < 4 * RATE ? 0 : sample));
    const { output, at } = run({ agent: cut, commands: [[3_200, { type: 'yield' }]] });
    expect(at('silenced')?.atMs).toBeLessThan(3_220);
    expect(Math.max(...output.slice(3.22 * RATE, 4 * RATE))).toBe(0);
    expect(output.slice(4 * RATE)).toEqual(cut.slice(4 * RATE));
  });

  it('leaves alone what is protected, and still tells of the voice', () => {
    const { output, at } = run({ commands: [[0, { type: 'arm', isArmed: false }]] });
    expect(output).toEqual(AGENT);
    expect(at('onset')).toMatchObject({ isDucked: false, isAgentAudible: true });
  });

  it('does not stay down when the page has died', () => {
    const { output } = run({});
    expect(levelAt(output, 5_000)).toBeCloseTo(0.2, 2);
    expect(levelAt(output, 5_400)).toBe(1);
  });

  it('acts on somebody else’s detector in place of its own', () => {
    const microphone = mix(6_000, RATE, [0, ROOM], [1_000, voice(500, RATE, 0.1)]);
    const { output, reports } = run({
      microphone,
      commands: [
        [0, { type: 'speech', isSpeech: false }],
        [4_000, { type: 'speech', isSpeech: true }],
        [4_300, { type: 'speech', isSpeech: false }],
      ],
    });
    expect([levelAt(output, 1_200), levelAt(output, 4_100)].map((level) => Math.round(level * 10))).toEqual([
      10, 2,
    ]);
    expect(reports.filter(({ type }) => type === 'onset')).toHaveLength(1);
  });

  it('tells of the coupling while the agent speaks, and nothing while nobody does', () => {
    expect(run({ microphone: ROOM }).reports.filter(({ type }) => type === 'echo').length).toBeGreaterThan(8);
    expect(run({ microphone: ROOM, agent: new Float32Array(6 * RATE) }).reports).toEqual([]);
  });
});
