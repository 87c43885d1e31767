import { expect, it } from 'vitest';
import type { OpenReflex, ReflexOpenOptions } from '../media/reflex-port.ts';
import type { SpeakerListener } from '../media/speaker-port.ts';
import type { SessionInput } from '../session/session-input.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { settle } from '../testing/settle.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import { createBargeInShell } from './barge-in-shell.ts';
import { LazyBargeIn } from './lazy-barge-in.ts';
import { LazyModule } from './lazy-module.ts';

const loaded = { createBargeInShell };

const DEAF: SpeakerListener = {
  onItemStarted() {},
  onPlayhead() {},
  onItemFinished() {},
  onDrained() {},
  onBlockedChange() {},
  onLost() {},
};

/** Barge-in between two open devices. */
async function createWorld() {
  const inputs: SessionInput[] = [];
  const log: string[] = [];
  const openings: ReflexOpenOptions[] = [];
  const open = (options: ReflexOpenOptions): Promise<OpenReflex> => {
    const name = openings.push(options);
    return Promise.resolve({ tell: () => {}, close: () => void log.push(`${name} closed`) });
  };
  const raise = (error: unknown): never => {
    throw error;
  };
  const module = new LazyModule({ loaded, load: () => Promise.resolve(loaded) }, raise);
  const clock = createManualClock();
  const bargeIn = new LazyBargeIn(module, {
    adapterId: 'scripted',
    port: { open },
    clock,
    readPlayhead: () => null,
    dispatch: (input) => void inputs.push(input),
    report: raise,
  });
  const { signal } = new AbortController();
  const format = { encoding: 'pcm16', sampleRateHz: 24_000 } as const;
  const microphone = await createFakeMicrophone().open({ format, signal, onChunk() {}, onLost() {} });
  const speaker = await createFakeSpeaker({ clock }).open({ format, volume: 1, signal, listener: DEAF });
  bargeIn.attach({ microphone, speaker, signal });
  const set = async (options: BargeInOptions | null) => {
    bargeIn.set(options);
    await settle();
  };
  return { inputs, log, openings, set };
}

/** Two values of each option, and what becomes of the reflex when the one follows the other. */
type Change = readonly [before: unknown, after: unknown, reflex: 'stays' | 'opens anew' | 'opens and closes'];

/** The compiler asks for every option: a new one cannot be forgotten. */
const CHANGES: { readonly [Field in keyof Required<BargeInOptions>]: Change } = {
  detect: ['both', 'vendor', 'opens and closes'],
  duckLevel: [0.2, 0.9, 'opens anew'],
  duckMs: [12, 30, 'opens anew'],
  resumeMs: [120, 300, 'opens anew'],
  speech: [{ onsetDb: 10 }, { onsetDb: 14 }, 'opens anew'],
  detector: [() => {}, () => {}, 'opens anew'],
  preset: ['balanced', 'eager', 'stays'],
  pauseAfterMs: [250, 400, 'stays'],
  continueAfterMs: [2_000, 4_000, 'stays'],
  language: ['en', 'de', 'stays'],
  listeningWords: [{}, { en: { backchannels: ['mhm'], commands: [] } }, 'stays'],
  interruptible: [true, false, 'stays'],
  echo: ['auto', 'half-duplex', 'stays'],
  minLikelihood: [0.5, 0.6, 'stays'],
  minConfirmedLikelihood: [0.5, 0.6, 'stays'],
  waitForWordsMs: [100, 200, 'stays'],
  sureLikelihood: [0.8, 0.9, 'stays'],
  minWordlessLikelihood: [0.5, 0.6, 'stays'],
  minSpeechMs: [300, 400, 'stays'],
  minConfirmedMs: [200, 300, 'stays'],
  minWordLikelihood: [0.5, 0.6, 'stays'],
  minWords: [2, 3, 'stays'],
  minLevelDb: [3, 6, 'stays'],
  minVoicedShare: [0.3, 0.4, 'stays'],
  unvoicedMs: [200, 300, 'stays'],
  resumeSilenceMs: [200, 300, 'stays'],
  graceMs: [0, 100, 'stays'],
  echoMatch: [0.7, 0.8, 'stays'],
  echoCouplingDb: [-30, -20, 'stays'],
  echoWordShare: [0.6, 0.7, 'stays'],
  maxCandidateMs: [3_000, 4_000, 'stays'],
};

const FIELDS = Object.entries(CHANGES) as [keyof BargeInOptions, Change][];

it.each(FIELDS)('applies another `%s` at once', async (field, [before, after, reflex]) => {
  const { inputs, log, openings, set } = await createWorld();
  await set({ [field]: before });
  const first = openings.at(-1);
  await set({ [field]: after });
  const policies = inputs.flatMap((input) => (input.type === 'barge-in-changed' ? [input.policy] : []));
  expect(policies.map((policy) => policy?.[field as keyof typeof policy])).toEqual([before, after]);
  expect([openings.length, log]).toEqual([
    reflex === 'opens anew' ? 2 : 1,
    reflex === 'stays' ? [] : ['1 closed'],
  ]);
  const { detector, reflex: levels } = openings.at(-1) as ReflexOpenOptions;
  const given = { ...levels, speech: levels.detector, detector } as BargeInOptions;
  expect(given[field]).toEqual(reflex === 'opens anew' ? after : undefined);
  // And back again.
  await set({ [field]: before });
  expect(openings.at(-1)?.reflex).toEqual(first?.reflex);
  expect(openings.length).toBe({ stays: 1, 'opens anew': 3, 'opens and closes': 2 }[reflex]);
});

it('keeps the reflex where the same options come as another object, in another order', async () => {
  const { openings, log, set } = await createWorld();
  await set({ duckLevel: 0.3, speech: { onsetDb: 12, releaseDb: 3 } });
  await set({ speech: { releaseDb: 3, onsetDb: 12 }, duckLevel: 0.3 });
  expect([openings.length, log]).toEqual([1, []]);
});

it('gives the rules no function that they would call', async () => {
  const { inputs, set } = await createWorld();
  await set({ interruptible: () => false });
  expect(inputs[0]).toEqual({ type: 'barge-in-changed', policy: { interruptible: true } });
});

it('loads no words where the vendor detects', async () => {
  const { inputs, set } = await createWorld();
  await set({ detect: 'vendor' });
  expect(inputs.map(({ type }) => type)).toEqual(['barge-in-changed']);
});
