import { describeUsage, summarize } from '../model/summary.ts';
import type { Figures } from '../model/summary.ts';
import { stagesOf } from '../model/stages.ts';
import { formatLength, formatTime } from '../model/Timeline.ts';
import type { Snapshot } from '../source/RecordingSource.ts';

interface SummaryPanelProps {
  readonly snapshot: Snapshot;
  readonly onSeek: (ms: number) => void;
}

/** The figures of the conversation. */
export function SummaryPanel({ snapshot, onSeek }: SummaryPanelProps) {
  const { steps, timeline, manifest } = snapshot;
  const figures = summarize(steps, timeline.durationMs);
  return (
    <div className="repartee-inspector-summary">
      <dl>
        {rowsOf(figures).map(({ name, value, isBad = false }) => (
          <div key={name} data-bad={isBad ? '' : undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {figures.slowest.length > 0 && (
        <section>
          <h3>Slowest answers</h3>
          <ol>
            {figures.slowest.map((turn) => {
              const stages = stagesOf(turn, manifest?.startedAtMs ?? 0);
              const startMs = stages[0]?.startMs ?? 0;
              return (
                <li key={turn.responseId}>
                  <button type="button" className="repartee-inspector-link" onClick={() => onSeek(startMs)}>
                    {formatTime(startMs)}
                  </button>{' '}
                  <strong>{formatLength(turn.voiceToVoiceMs)}</strong>{' '}
                  <span className="repartee-inspector-soft">
                    {stages
                      .map((stage) => `${stage.name} ${formatLength(stage.endMs - stage.startMs)}`)
                      .join(', ')}
                  </span>
                </li>
              );
            })}
          </ol>
        </section>
      )}
    </div>
  );
}

function describeCost(cost: Figures['cost']): string {
  if (!cost) return 'not recorded: the session has no budget';
  const amount = `${cost.cost.toLocaleString('en', { maximumSignificantDigits: 3 })} ${cost.currency}`;
  return cost.isEstimated ? `about ${amount}` : amount;
}

function measuredRows({ playback, call }: Figures): readonly FigureRow[] {
  const rows: FigureRow[] = [];
  if (playback) {
    const { underruns, underrunMs, stalls, jitterBufferMs } = playback;
    const gaps = underruns === 0 ? 'none' : `${underruns}, ${formatLength(underrunMs)} in all`;
    rows.push(
      { name: 'Underruns', value: gaps, isBad: underruns > 0 },
      { name: 'Stalls', value: String(stalls), isBad: stalls > 0 },
      { name: 'Largest jitter buffer', value: formatLength(jitterBufferMs) },
    );
  }
  if (call) {
    const { roundTripP50Ms, jitterP95Ms, lossRatio } = call;
    rows.push(
      { name: 'Round trip, median', value: lengthOf(roundTripP50Ms) },
      { name: 'Jitter, 95 %', value: lengthOf(jitterP95Ms) },
      {
        name: 'Packets lost',
        value: lossRatio === null ? UNKNOWN : `${(lossRatio * 100).toFixed(1)} %`,
        isBad: (lossRatio ?? 0) > 0.02,
      },
    );
  }
  return rows;
}

interface FigureRow {
  readonly name: string;
  readonly value: string;
  readonly isBad?: boolean;
}

const UNKNOWN = 'not recorded';
const lengthOf = (ms: number | null) => (ms === null ? UNKNOWN : formatLength(ms));

/** Writes why credentials were asked for. */
const describeCredentials = (credentials: Figures['credentials']) =>
  [...credentials].map(([reason, count]) => `${count} for ${reason}`).join(', ');

function rowsOf(figures: Figures): readonly FigureRow[] {
  const { interruptions, unheardMs, toolCalls, failedToolCalls, reconnects, errors } = figures;
  return [
    { name: 'Duration', value: formatLength(figures.durationMs) },
    { name: 'Turns', value: `${figures.userTurns} of the user, ${figures.agentTurns} of the agent` },
    { name: 'First word, median', value: lengthOf(figures.latencyP50Ms) },
    {
      name: 'First word, 95th percentile',
      value: lengthOf(figures.latencyP95Ms),
      isBad: (figures.latencyP95Ms ?? 0) > 1_500,
    },
    {
      name: 'Interruptions',
      value: interruptions === 0 ? 'none' : `${interruptions}, ${formatLength(unheardMs)} unheard`,
    },
    {
      name: 'Tool calls',
      value: failedToolCalls > 0 ? `${toolCalls}, ${failedToolCalls} without a result` : String(toolCalls),
      isBad: failedToolCalls > 0,
    },
    { name: 'Reconnects', value: String(reconnects), isBad: reconnects > 0 },
    { name: 'Credentials', value: describeCredentials(figures.credentials) || UNKNOWN },
    { name: 'Errors', value: String(errors), isBad: errors > 0 },
    { name: 'Usage', value: describeUsage(figures.usage) || UNKNOWN },
    { name: 'Cost', value: describeCost(figures.cost) },
    ...measuredRows(figures),
    {
      name: 'Frames',
      value: `${figures.framesIn.toLocaleString('en')} received, ${figures.framesOut.toLocaleString('en')} sent`,
    },
  ];
}
