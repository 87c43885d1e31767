import { PAUSE_AFTER_MS } from '../../../packages/core/src/session/barge-in-pause.ts';
import { readClips } from '../corpus/clips.ts';
import { DetectorMemory } from './detector-memory.ts';
import { createFieldScenes, RECOGNISED_AFTER_MS } from './field-scenes.ts';
import type { FieldScene } from './field-scenes.ts';
import { playScene } from './scene.ts';
import type { SceneResult } from './scene.ts';

/** A played scene. */
interface Played {
  readonly scene: FieldScene;
  readonly result: SceneResult;
  /** The time that the agent spoke until it was cut, or the scene ended, in milliseconds. */
  readonly talkMs: number;
}

/** The policies of the table. */
const COLUMNS = [
  ['balanced, sound alone', 'balanced', false, false],
  ['balanced, with words', 'balanced', true, false],
  ['neural, sound alone', 'balanced', false, true],
  ['neural, with words', 'balanced', true, true],
  ['eager, sound alone', 'eager', false, false],
  ['patient, sound alone', 'patient', false, false],
] as const;

/** The number of policies that are played a second time, by an agent that can be paused. */
const PAUSED_COLUMNS = 4;

const isReal = ({ label }: FieldScene) => label === 'speech' || label === 'command';
/** The agent was cut before the person spoke: that is not an answer to the person. */
const isEarly = ({ scene, result }: Played) =>
  isReal(scene) && result.yieldedMs !== null && result.yieldedMs < -20;
/** An agent that is silent already is not ducked. */
const isCutBefore = ({ result }: Played) => result.yieldedMs !== null && result.yieldedMs < 0;
const isCut = ({ result }: Played) => result.yieldedMs !== null;
const isMissed = (played: Played) => isReal(played.scene) && (!isCut(played) || isEarly(played));
const isFalse = (played: Played) => (isCut(played) && !isReal(played.scene)) || isEarly(played);

/** Plays the reporting half of the field corpus, and writes its tables. */
export function reportField(every: number, onProgress: (what: string) => void): string {
  const library = readClips();
  if (!library)
    return 'This machine has no field corpus: `npm run corpus` builds it (tests/barge-in/README.md).\n';
  const scenes = createFieldScenes(library, 'reporting', every);
  const memory = new DetectorMemory();
  const played = COLUMNS.map((): Played[] => []);
  const paused = COLUMNS.slice(0, PAUSED_COLUMNS).map((): Played[] => []);
  for (const [index, scene] of scenes.entries()) {
    if (index % 50 === 0) onProgress(`scene ${index} of ${scenes.length}`);
    const made = scene.make();
    for (const [column, [, preset, hasWords, isNeural]] of COLUMNS.entries()) {
      const leadMs = (made.soundAtMs ?? 0) - (made.agentAtMs ?? 0);
      const play = (into: Played[] | undefined, pauseAfterMs: number) => {
        const detector = isNeural ? memory.create() : undefined;
        const words = hasWords && { words: scene.words };
        const result = playScene({ ...made, preset, detector, pauseAfterMs, ...words });
        into?.push({ scene, result, talkMs: leadMs + (result.yieldedMs ?? made.tailMs ?? 0) });
      };
      play(played[column], Infinity);
      if (column < PAUSED_COLUMNS) play(paused[column], PAUSE_AFTER_MS);
    }
  }
  memory.save();
  const [alone = [], , neural = []] = played;
  const sections = [
    tableOf(
      '',
      COLUMNS.map(([name], column) => [name, played[column] ?? []]),
    ),
    pauseTableOf(paused),
    ...[alone, neural].flatMap((all, index) => [
      `${index === 0 ? 'Built-in' : 'Neural'}, by sound alone\n`,
      ...(['language', 'room', 'background', 'label'] as const).map((key) =>
        tableOf(
          key,
          groupBy(all, ({ scene }) => scene[key]),
        ),
      ),
      tableOf(
        'level',
        groupBy(all, ({ scene }) => `${Math.floor(scene.levelDb / 6) * 6} dBFS`),
      ),
    ]),
  ];
  const missing = library.missing.length === 0 ? '' : `Missing: ${library.missing.join('; ')}\n`;
  return `${sections.join('\n')}${scenes.length} scenes of the reporting half. ${missing}\n`;
}

function groupBy(all: readonly Played[], keyOf: (played: Played) => string): [string, Played[]][] {
  const groups = new Map<string, Played[]>();
  for (const played of all) groups.set(keyOf(played), [...(groups.get(keyOf(played)) ?? []), played]);
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function tableOf(title: string, rows: readonly (readonly [string, readonly Played[]])[]): string {
  const head = [
    'scenes',
    'false',
    'an hour',
    'missed',
    'resumed',
    'duck p50',
    'p95',
    'silence p50',
    'p95',
    'words lost',
  ];
  const lines = rows.map(([name, all]) => [name.padEnd(24), ...figuresOf(all)].join(' '));
  return [[title.padEnd(24), ...head.map((cell) => cell.padStart(11))].join(' '), ...lines, ''].join('\n');
}

/** The gain of a pause for those who interrupt, and its cost for those who do not. */
function pauseTableOf(paused: readonly (readonly Played[])[]): string {
  const head = ['false', 'missed', 'resumed', 'silence p50', 'p95', 'pauses an h', 'pause p50', 'p95'];
  const shares = ['backchannels', 'other sounds'];
  const lines = paused.map((all, column) => {
    const real = all.filter(({ scene }) => isReal(scene));
    const [backchannels, others] = [true, false].map((isWanted) =>
      all.filter(({ scene }) => !isReal(scene) && (scene.label === 'backchannel') === isWanted),
    ) as [Played[], Played[]];
    const pausesMs = all.flatMap(({ result }) => result.pausesMs);
    const silences = real.flatMap((one) => (isEarly(one) ? [] : (one.result.silentMs ?? [])));
    const isPaused = ({ result }: Played) => result.pausesMs.length > 0;
    const cells = [
      percent([...backchannels, ...others].filter(isCut).length, backchannels.length + others.length),
      percent(real.filter(isMissed).length, real.length),
      percent(backchannels.filter((one) => !isCut(one)).length, backchannels.length),
      ms(silences, 0.5),
      ms(silences, 0.95),
      (pausesMs.length / hoursOf(all)).toFixed(0),
      ms(pausesMs, 0.5),
      ms(pausesMs, 0.95),
      ...[backchannels, others].map((some) => percent(some.filter(isPaused).length, some.length)),
    ];
    return [
      `paused: ${COLUMNS[column]?.[0] ?? ''}`.padEnd(30),
      ...cells.map((cell) => cell.padStart(12)),
    ].join(' ');
  });
  const title = ''.padEnd(30);
  return [[title, ...[...head, ...shares].map((cell) => cell.padStart(12))].join(' '), ...lines, ''].join(
    '\n',
  );
}

function hoursOf(all: readonly Played[]): number {
  return all.reduce((sum, { talkMs }) => sum + talkMs, 0) / 3_600_000;
}

function figuresOf(all: readonly Played[]): readonly string[] {
  const others = all.filter(({ scene }) => !isReal(scene));
  const real = all.filter(({ scene }) => isReal(scene));
  const backchannels = all.filter(({ scene }) => scene.label === 'backchannel');
  const people = [...real, ...backchannels];
  const ducks = people.flatMap((one) => (isCutBefore(one) ? [] : [one.result.duckedMs ?? Infinity]));
  const silences = real.flatMap((one) => (isEarly(one) ? [] : (one.result.silentMs ?? [])));
  const hours = hoursOf(all);
  return [
    `${all.length}`,
    percent(others.filter(isCut).length, others.length),
    (all.filter(isFalse).length / hours).toFixed(0),
    percent(real.filter(isMissed).length, real.length),
    percent(backchannels.filter((one) => !isCut(one)).length, backchannels.length),
    ...[ducks, silences].flatMap((times) => [0.5, 0.95].map((share) => ms(times, share))),
    real.length === 0 ? '-' : (real.reduce((sum, one) => sum + wordsLost(one), 0) / real.length).toFixed(1),
  ].map((cell) => cell.padStart(11));
}

/** The number of words that an interrupting speaker says before the agent is silent. */
function wordsLost({ scene, result }: Played): number {
  const untilMs = result.silentMs ?? Infinity;
  return scene.words.filter(({ atMs }) => atMs - RECOGNISED_AFTER_MS <= untilMs).length;
}

function percent(some: number, all: number): string {
  return all === 0 ? '-' : `${((100 * some) / all).toFixed(1)} %`;
}

function ms(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  return value === undefined ? '-' : `${value.toFixed(0)} ms`;
}
