import { createHash } from 'node:crypto';
import { BARGE_IN_PRESETS } from '../../../packages/core/src/session/barge-in/barge-in-thresholds.ts';
import {
  CHOSEN_ONLY,
  FEATURES,
  FEATURE_NAMES,
} from '../../../packages/core/src/session/barge-in/interruption-features.ts';
import { modelMs } from '../../../packages/core/src/session/barge-in/interruption-model.ts';
import type { FittedWeights } from '../../../packages/core/src/session/barge-in/interruption-features.ts';
import type { FieldScene } from '../support/field-scenes.ts';
import { playScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';
import { fitLogistic } from './logistic.ts';
import type { Example } from './logistic.ts';

/** The durations at which the model has weights of its own, in milliseconds of sound that is not decaying. */
export const DURATIONS_MS = [150, 350, 600, 1_000];
/** A pause of this length ends a candidate, in milliseconds; so does its age. */
const RESUME_MS = 300;
const MAX_MS = 3_000;
/** A short command and a backchannel sound alike: commands count less, so that the rest is told apart. */
const COMMAND_WEIGHT = 0.5;
/**
 * Synthetic voices say few of the sentences: they count more. Voices that were made to sound like machines count little where a
 * chosen detector decides: it takes them for machines.
 */
const SYNTHETIC_WEIGHT = 1.5;
const MACHINE_WEIGHT = 0.25;
const MACHINES = new Set(['wz-collective', 'wz-commander']);
const SYNTHETIC = /diphone|clunits|_hts$|^(slt|kal16|rms|awb)$/;
/** The cost of a mistake when the thresholds are chosen: a backchannel that cuts is a false cut too. */
const COST = { false: 1.2, missed: 1.9, backchannel: 0.6 };
/** The additional cost that the thresholds of short sounds may have for being higher, and the highest. */
const SLACK = 0.03;
const HIGHEST = 3.5;
/** The speakers and sounds are taken apart in so many groups, so that thresholds are chosen by what a model says of others. */
const FOLDS = 5;
/** Every so many moments count: those beside each other say the same. */
const EVERY = 2;

/** The detector whose evidence a model weighs. */
export type EvidenceKind = 'built-in' | 'chosen';

/** Something that the policy would have been asked about. */
interface Moment {
  readonly atMs: number;
  readonly onsetMs: number;
  readonly silenceMs: number;
  /** The duration that the weights depend on, in milliseconds. */
  readonly activeMs: number;
  /** Whether nothing but the likelihood speaks against an interruption. */
  readonly isOpen: boolean;
  readonly values: readonly number[];
}

/** A scene and all moments in it, with nothing decided. */
export interface Trail {
  readonly label: FieldScene['label'];
  readonly speaker: string;
  readonly soundMs: number;
  readonly moments: readonly Moment[];
}

const isReal = (label: FieldScene['label']) => label === 'speech' || label === 'command';

/** Plays a scene in which nothing interrupts, and keeps what was known at each moment. */
export function followScene(scene: FieldScene, made: Omit<Scene, 'preset' | 'words'>): Trail {
  const moments: Moment[] = [];
  const { soundAtMs = 0 } = made;
  const { minLevelDb, graceMs, echoMatch, echoCouplingDb } = BARGE_IN_PRESETS.balanced;
  playScene({
    ...made,
    preset: 'balanced',
    decide: (evidence, report) => {
      const { silenceMs, elapsedMs, isDetectorChosen = false } = evidence;
      const isEcho = evidence.echoMatch >= echoMatch && evidence.couplingDb >= echoCouplingDb;
      const isLoud = isDetectorChosen || evidence.levelDb >= minLevelDb;
      moments.push({
        atMs: report.atMs - soundAtMs,
        onsetMs: report.onsetAtMs - soundAtMs,
        silenceMs,
        activeMs: modelMs(evidence),
        isOpen: silenceMs < RESUME_MS && isLoud && !isEcho && evidence.responseMs >= graceMs,
        values: FEATURE_NAMES.map((name) => FEATURES[name](evidence)),
      });
      const isOver = silenceMs >= RESUME_MS || elapsedMs >= MAX_MS;
      return { verdict: isOver ? 'resume' : 'wait', reason: 'too-short' };
    },
  });
  return { label: scene.label, speaker: scene.speaker, soundMs: scene.soundMs, moments };
}

/** Fits the model on trails of the tuning half. */
export function fitModel(trails: readonly Trail[], kind: EvidenceKind): FittedWeights {
  const features = FEATURE_NAMES.flatMap((name, index) =>
    kind === 'built-in' && CHOSEN_ONLY.has(name) ? [] : [index],
  );
  const fit = (some: readonly Trail[]) =>
    fitLogistic(
      some.flatMap((trail) => examplesOf(trail, features, weightOf(trail, kind))),
      DURATIONS_MS,
    );
  const scored = Array.from({ length: FOLDS }, (_, fold) => {
    const weights = fit(trails.filter((trail) => foldOf(trail) !== fold));
    const own = trails.filter((trail) => foldOf(trail) === fold);
    return own.map((trail) => scoreTrail(trail, features, weights));
  }).flat();
  const fitted = fit(trails);
  const rounded = (values: readonly number[]) => values.map((value) => Math.round(value * 100) / 100);
  const weights = Object.fromEntries(
    features.map((index, at) => [FEATURE_NAMES[index]!, rounded(fitted[at]!)]),
  );
  return { weights, yieldAt: rounded(chooseThresholds(scored)) };
}

/** Takes of one speaker stay together. What has no speaker is spread by its length. */
function foldOf({ speaker, label, soundMs }: Trail): number {
  const own = ['crowd', 'silence', 'hum', 'throat'].includes(speaker) ? `${speaker} ${soundMs}` : speaker;
  return createHash('sha1').update(`${own} ${label}`).digest()[0]! % FOLDS;
}

function scoreTrail(
  { label, moments }: Trail,
  features: readonly number[],
  weights: readonly (readonly number[])[],
): Scored {
  const open = moments.filter(({ isOpen, activeMs }) => isOpen && activeMs >= DURATIONS_MS[0]!);
  const scoreOf = ({ values, activeMs }: Moment) =>
    features.reduce((sum, index, at) => sum + values[index]! * between(weights[at]!, activeMs), 0);
  return {
    label,
    moments: open.map((moment) => ({
      atMs: moment.atMs,
      spread: DURATIONS_MS.map((_, at) =>
        between(
          DURATIONS_MS.map((__, other) => (other === at ? 1 : 0)),
          moment.activeMs,
        ),
      ),
      score: scoreOf(moment),
    })),
  };
}

function examplesOf(
  { label, soundMs, moments }: Trail,
  features: readonly number[],
  weight: number,
): Example[] {
  const groups = new Map<string, Example[]>();
  for (const [index, { atMs, onsetMs, silenceMs, activeMs, values: all }] of moments.entries()) {
    if (index % EVERY !== 0 || silenceMs >= 200 || activeMs < 100) continue;
    const values = features.map((feature) => all[feature]!);
    const isEarlier = onsetMs < -120;
    // A person over an earlier sound: it cannot be said what the measures are about.
    if (isReal(label) && (isEarlier ? atMs >= 0 : atMs > soundMs + 150)) continue;
    const key = `${onsetMs} ${DURATIONS_MS.findIndex((duration) => duration > activeMs)}`;
    const group = groups.get(key) ?? [];
    group.push({ values, activeMs, isInterruption: isReal(label) && !isEarlier, weight: 1 });
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group) =>
    group.map((example) => ({ ...example, weight: weight / group.length })),
  );
}

function weightOf({ label, speaker }: Trail, kind: EvidenceKind): number {
  if (label === 'command') return COMMAND_WEIGHT;
  if (label !== 'speech') return 1;
  return kind === 'chosen' && MACHINES.has(speaker)
    ? MACHINE_WEIGHT
    : SYNTHETIC.test(speaker)
      ? SYNTHETIC_WEIGHT
      : 1;
}

interface Scored {
  readonly label: FieldScene['label'];
  readonly moments: readonly {
    readonly atMs: number;
    readonly spread: readonly number[];
    readonly score: number;
  }[];
}

/** The thresholds with the lowest cost that do not rise with the duration: what is not clear yet can be decided later. */
function chooseThresholds(scored: readonly Scored[]): readonly number[] {
  const starts = [
    [3, 1.5, 0.5, 0],
    [2, 1, -0.5, -1],
    [3, 2.5, -1, -1],
  ];
  const ends = starts.map((start) => improve(scored, start));
  return raise(scored, ends.toSorted((a, b) => costOf(scored, a) - costOf(scored, b))[0]!);
}

/** Raises the thresholds of short sounds as far as it costs next to nothing here: of other sounds less is known. */
function raise(scored: readonly Scored[], found: readonly number[]): readonly number[] {
  const most = costOf(scored, found) + SLACK;
  let raised = found;
  for (const index of [0, 1])
    for (let next = raised; costOf(scored, next) <= most && next[index]! <= HIGHEST;) {
      raised = next;
      next = next.with(index, next[index]! + 0.1);
      if (index > 0 && next[index]! > next[index - 1]!) break;
    }
  return raised;
}

function improve(scored: readonly Scored[], start: readonly number[]): readonly number[] {
  let best = start;
  let cost = costOf(scored, best);
  for (let round = 0; round < 3; round += 1)
    for (let index = 0; index < best.length; index += 1)
      for (let value = -2.5; value <= HIGHEST; value += 0.1) {
        const tried = best.with(index, value);
        if (tried.some((threshold, at) => at > 0 && threshold > tried[at - 1]!)) continue;
        const triedCost = costOf(scored, tried);
        if (triedCost < cost - 1e-9) [best, cost] = [tried, triedCost];
      }
  return best;
}

function costOf(scored: readonly Scored[], thresholds: readonly number[]): number {
  const counts = { false: [0, 0], missed: [0, 0], backchannel: [0, 0] };
  const count = (kind: keyof typeof counts, isMistake: boolean) => {
    counts[kind][0]! += isMistake ? 1 : 0;
    counts[kind][1]! += 1;
  };
  for (const { label, moments } of scored) {
    const cut = moments.find(
      ({ spread, score }) => score >= spread.reduce((sum, share, at) => sum + share * thresholds[at]!, 0),
    );
    if (isReal(label)) count('missed', !cut || cut.atMs < -20);
    else count('false', !!cut);
    if (label === 'backchannel') count('backchannel', !!cut);
  }
  return Object.entries(counts).reduce(
    (sum, [kind, [mistakes, all]]) => sum + (COST[kind as keyof typeof COST] * mistakes!) / Math.max(1, all!),
    0,
  );
}

function between(values: readonly number[], activeMs: number): number {
  const next = DURATIONS_MS.findIndex((duration) => duration > activeMs);
  if (next === 0) return values[0]!;
  if (next < 0) return values.at(-1)!;
  const [from, to] = [DURATIONS_MS[next - 1]!, DURATIONS_MS[next]!];
  const share = (activeMs - from) / (to - from);
  return (1 - share) * values[next - 1]! + share * values[next]!;
}

/** Writes the models as the module that core imports. */
export function writeModels(builtIn: FittedWeights, chosen: FittedWeights): string {
  const write = ({ weights, yieldAt }: FittedWeights) => {
    const rows = Object.entries(weights).map(([name, values]) => `    ${name}: [${values.join(', ')}],`);
    return `{\n  weights: {\n${rows.join('\n')}\n  },\n  yieldAt: [${yieldAt.join(', ')}],\n}`;
  };
  return `import type { FittedWeights } from './interruption-features.ts';

// Written by \`pnpm corpus --fit\` from the tuning half of the field corpus (tests/barge-in/README.md). Do not edit by hand.

/** The durations at which the models have weights of their own, in milliseconds. */
export const DURATIONS_MS: readonly number[] = [${DURATIONS_MS.join(', ')}];

/** The model of the built-in detector's evidence. */
export const BUILT_IN: FittedWeights = ${write(builtIn)};

/** The model of the evidence of a detector that the app has chosen, fitted with the neural one. */
export const CHOSEN: FittedWeights = ${write(chosen)};
`;
}
