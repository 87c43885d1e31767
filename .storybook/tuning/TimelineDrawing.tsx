import type { TuningEvent, TuningTake } from './simulateBargeIn.ts';

/** The drawing in its own units: a lane for each measurement. */
const WIDTH = 1_000;
const LANES = { level: [0, 90], probability: [110, 200], speech: [220, 310] } as const;
const HEIGHT = 352;
const FROM_MS = -500;
const FLOOR_DB = -70;

const STATES: Readonly<Record<TuningEvent['type'], string>> = {
  duck: 'ducked',
  pause: 'paused',
  resume: 'speaking',
  cut: 'interrupted',
};

interface TimelineDrawingProps {
  readonly take: TuningTake;
  readonly minSpeechMs: number;
  readonly pauseAfterMs: number;
}

type Lane = readonly [top: number, bottom: number];

/** A line through shares of a lane. */
function path(points: readonly (readonly [x: number, share: number])[], [top, bottom]: Lane): string {
  return points
    .map(([x, share], at) => {
      const y = bottom - Math.max(0, Math.min(1, share)) * (bottom - top);
      return `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/** The agent's actions, as stretches between its events. */
function stretchesOf({ events, lengthMs }: TuningTake) {
  const starts = [{ atMs: FROM_MS, state: 'speaking' }].concat(
    events.map(({ type, atMs }) => ({ atMs, state: STATES[type] })),
  );
  return starts.map(({ atMs, state }, at) => ({ state, atMs, endMs: starts[at + 1]?.atMs ?? lengthMs }));
}

interface ThresholdProps {
  readonly share: number;
  readonly lane: Lane;
  readonly label: string;
  /** Two labels of one lane may lie at the same height. */
  readonly side?: 'start' | 'end';
}

function Threshold({ share, lane: [top, bottom], label, side = 'start' }: ThresholdProps) {
  if (share > 1) return null;
  const y = bottom - share * (bottom - top);
  return (
    <>
      <line className="tuning-threshold" x1="0" x2={WIDTH} y1={y} y2={y} />
      <text className="tuning-label" x={side === 'start' ? 4 : WIDTH - 4} y={y - 4} textAnchor={side}>
        {label}
      </text>
    </>
  );
}

/** The evidence, the thresholds and what the agent does, over time. */
export function TimelineDrawing({ take, minSpeechMs, pauseAfterMs }: TimelineDrawingProps) {
  const { lengthMs, levelsDb, hops, moments, events } = take;
  const x = (atMs: number) => ((atMs - FROM_MS) / (lengthMs - FROM_MS)) * WIDTH;
  const mostMs = Math.max(1_000, minSpeechMs * 1.25, ...moments.map(({ evidence }) => evidence.speechMs));
  const level = levelsDb.map((db, at) => [x(FROM_MS + at * 20), 1 - db / FLOOR_DB] as const);
  const last = events.at(-1);
  return (
    // A box that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="tuning-scroll" role="group" aria-label="Timeline" tabIndex={0}>
      <svg
        className="tuning-line"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Timeline: ${last ? `${STATES[last.type]} after ${Math.round(last.atMs)} ms` : 'nothing happens'}`}
      >
        {stretchesOf(take).map(({ state, atMs, endMs }) => (
          <g key={`${state} ${atMs}`}>
            <rect
              className="tuning-state"
              data-state={state}
              x={x(atMs)}
              y="0"
              width={Math.max(0, x(endMs) - x(atMs))}
              height={HEIGHT - 24}
            />
            <line className="tuning-event" x1={x(atMs)} x2={x(atMs)} y1="0" y2={HEIGHT - 24} />
          </g>
        ))}
        <line className="tuning-onset" x1={x(0)} x2={x(0)} y1="0" y2={HEIGHT - 24} />
        <path className="tuning-level" d={path(level, LANES.level)} />
        <path
          className="tuning-voicing"
          d={path(
            hops.map(({ atMs, voicing }) => [x(atMs), voicing]),
            LANES.probability,
          )}
        />
        <path
          className="tuning-probability"
          d={path(
            hops.map(({ atMs, probability }) => [x(atMs), probability]),
            LANES.probability,
          )}
        />
        <Threshold share={0.5} lane={LANES.probability} label="0.5" />
        <path
          className="tuning-speech"
          d={path(
            moments.map(({ atMs, evidence }) => [x(atMs), evidence.speechMs / mostMs]),
            LANES.speech,
          )}
        />
        <Threshold share={minSpeechMs / mostMs} lane={LANES.speech} label={`minSpeechMs ${minSpeechMs}`} />
        <Threshold
          share={pauseAfterMs / mostMs}
          lane={LANES.speech}
          label={`pauseAfterMs ${pauseAfterMs}`}
          side="end"
        />
        {Array.from({ length: Math.floor(lengthMs / 500) + 2 }, (_, at) => FROM_MS + at * 500).map((ms) => (
          <text key={ms} className="tuning-label" x={x(ms)} y={HEIGHT - 6}>
            {ms}
          </text>
        ))}
      </svg>
    </div>
  );
}
