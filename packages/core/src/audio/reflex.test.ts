import { describe, expect, it } from 'vitest';
import { mix, noise, voice } from '../../test/voices.ts';
import { createFakeDetector } from '../testing/fake-detector.ts';
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
  /** The commands of the page with their times, in milliseconds. */
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

/** The share of the agent's level that is left at a time, 0 to 1. */
function levelAt(output: Float32Array, atMs: number, agent = AGENT): number {
  const [from, to] = [atMs, atMs + 40].map((ms) => (ms * RATE) / 1000);
  const power = (samples: Float32Array) =>
    samples.slice(from, to).reduce((sum, sample) => sum + sample ** 2, 0);
  return Math.sqrt(power(output) / power(agent));
}

/** The user asks for 2.5 s. Soon after, the agent answers, and the user makes a short sound over it. */
const AFTER_TURN: Take = {
  microphone: mix(6_000, RATE, [0, ROOM], [300, voice(2_500, RATE, 0.1)], [4_500, voice(150, RATE, 0.1)]),
  agent: mix(6_000, RATE, [3_600, AGENT]),
};

/** How much speech is counted for the short sound, in milliseconds. */
function longestAfterTurn(reports: readonly ReflexReport[]): number {
  const own = reports.filter(({ onsetAtMs, isAgentAudible }) => isAgentAudible && onsetAtMs > 4_400);
  return Math.max(...own.map(({ speechMs }) => speechMs));
}

describe('the reflex', () => {
  it('lowers the agent to a fifth within 60 ms of a voice, and tells so', () => {
    const { output, at } = run({});
    expect(levelAt(output, 2_900)).toBe(1);
    expect(levelAt(output, 3_060)).toBeCloseTo(0.2, 2);
    expect(at('ducked')?.onsetAtMs).toBeGreaterThanOrEqual(2_990);
    expect(at('ducked')?.atMs).toBeLessThan(3_060);
  });

  it('passes every sample of an agent that is not interrupted', () => {
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

  it('tells when an agent that is being paused has fallen silent', () => {
    const held = AGENT.map((sample, index) => (index > 3.4 * RATE ? 0 : sample));
    const { at } = run({ agent: held, commands: [[3_300, { type: 'pause' }]] });
    expect(at('paused')?.atMs).toBeGreaterThan(3_400);
    expect(at('paused')?.atMs).toBeLessThan(3_425);
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

  describe('with another detector', () => {
    /** Evidence of 32 ms each, 40 ms late: one command a hop. */
    const hear = (...speech: readonly (readonly [number, number])[]) => {
      const hops = createFakeDetector({ speech })(RATE).push(new Float32Array(6 * RATE), new Float32Array());
      return hops.map((hop) => [hop.atMs + 40, { type: 'evidence', hops: [hop] }] as const);
    };
    const last = (reports: readonly ReflexReport[]) =>
      reports.findLast(({ type, atMs }) => type === 'speech' && atMs < 3_500);

    it('ducks by itself, and measures what the other one hears', () => {
      const deaf = run({ commands: hear() });
      expect(deaf.at('ducked')?.atMs).toBeLessThan(3_060);
      expect(last(deaf.reports)).toMatchObject({ speechMs: 0 });
      expect(last(deaf.reports)?.silenceMs).toBeGreaterThan(300);
      const keen = run({ commands: hear([3_000, 3_600]) });
      expect(last(keen.reports)?.speechMs).toBeGreaterThan(350);
      expect(last(keen.reports)?.levelDb).toBeGreaterThan(10);
      expect(last(keen.reports)).toMatchObject({ silenceMs: 0, probability: 0.95 });
      // The form of the sound stays the built-in detector's.
      expect(last(keen.reports)).toMatchObject({ isDetectorChosen: true, shape: { pauseMs: 0 } });
      expect(last(keen.reports)?.smoothProbability).toBeGreaterThan(0.8);
      expect(last(run({}).reports)).not.toHaveProperty('isDetectorChosen');
    });

    it('does not count the silence before a sound that the other one is yet to hear', () => {
      const { at } = run({ commands: hear([3_000, 3_600]) });
      expect(at('ducked')?.silenceMs).toBe(0);
      expect(at('ducked')?.evidenceAtMs).toBeLessThan(3_032);
    });

    it('ducks for a voice that only the other one hears, also after a judged sound that goes on', () => {
      const microphone = mix(6_000, RATE, [0, ROOM], [3_000, noise(3_000, RATE, 0.1)]);
      const commands = [...hear([4_500, 5_000]), [3_300, { type: 'resume', isEcho: false }] as const];
      const { output, reports } = run({
        microphone,
        commands: commands.toSorted(([a], [b]) => a - b),
      });
      expect(levelAt(output, 4_300)).toBe(1);
      expect(levelAt(output, 4_700)).toBeCloseTo(0.2, 2);
      expect(reports.filter(({ type }) => type === 'onset').map(({ onsetAtMs }) => onsetAtMs)).toEqual([
        expect.closeTo(3_000, -2),
        4_500,
      ]);
    });

    it('begins again with a voice that the other one found just before the sound was judged', () => {
      const commands = [...hear([3_232, 3_800]), [3_300, { type: 'resume', isEcho: false }] as const];
      const { output, reports } = run({ commands: commands.toSorted(([a], [b]) => a - b) });
      expect(reports.filter(({ type }) => type === 'onset')).toHaveLength(2);
      expect(levelAt(output, 3_500)).toBeCloseTo(0.2, 2);
    });

    it('ducks again for somebody who speaks over people whom the other one hears all along', () => {
      const crowd = noise(5_000, RATE, 0.03).map((sample, index) => (index > RATE ? sample / 10 : sample));
      const microphone = mix(6_000, RATE, [0, ROOM], [2_000, crowd], [4_000, voice(600, RATE, 0.3)]);
      const commands = [...hear([2_000, 6_000]), [2_400, { type: 'resume', isEcho: false }] as const];
      const { output } = run({ microphone, commands: commands.toSorted(([a], [b]) => a - b) });
      expect(levelAt(output, 3_900)).toBe(1);
      expect(levelAt(output, 4_100)).toBeCloseTo(0.2, 2);
    });

    it('does not add what the user said before to a sound over the agent', () => {
      const commands = hear([300, 2_800], [4_500, 4_650]);
      expect(longestAfterTurn(run({ ...AFTER_TURN, commands }).reports)).toBeLessThan(250);
    });

    it('relies on itself again when the other one is behind or has ended', () => {
      const commands = hear().filter(([atMs]) => atMs < 2_000);
      expect(last(run({ commands }).reports)?.speechMs).toBeGreaterThan(350);
      const ended = [[2_900, { type: 'evidence-ended' }] as const];
      const until = hear().filter(([atMs]) => atMs < 2_900);
      expect(last(run({ commands: [...until, ...ended] }).reports)?.speechMs).toBeGreaterThan(350);
    });
  });

  it('ducks again for somebody who speaks over a sound that was judged and goes on', () => {
    const crowd = noise(5_000, RATE, 0.03);
    const microphone = mix(6_000, RATE, [0, ROOM], [2_000, crowd], [4_000, voice(600, RATE, 0.3)]);
    const { output } = run({ microphone, commands: [[2_400, { type: 'resume', isEcho: false }]] });
    expect(levelAt(output, 2_300)).toBeCloseTo(0.2, 2);
    expect(levelAt(output, 3_900)).toBe(1);
    expect(levelAt(output, 4_100)).toBeCloseTo(0.2, 2);
  });

  it('does not add what the user said before to a sound over the agent', () => {
    const { reports } = run(AFTER_TURN);
    expect(longestAfterTurn(reports)).toBeGreaterThan(100);
    expect(longestAfterTurn(reports)).toBeLessThan(250);
  });

  it('reports the coupling while the agent speaks, and nothing in silence', () => {
    expect(run({ microphone: ROOM }).reports.filter(({ type }) => type === 'echo').length).toBeGreaterThan(8);
    expect(run({ microphone: ROOM, agent: new Float32Array(6 * RATE) }).reports).toEqual([]);
  });
});
