import { useDeferredValue, useState } from 'react';
import type { ComponentProps } from 'react';
import type { Recording } from '@repartee/core/recording';
import type { Span } from '../model/Timeline.ts';
import type { Snapshot } from '../source/RecordingSource.ts';
import { ConfigurationPanel } from './ConfigurationPanel.tsx';
import { EventTable } from './EventTable.tsx';
import { Head } from './Head.tsx';
import { SpanList } from './SpanList.tsx';
import { SummaryPanel } from './SummaryPanel.tsx';
import { Tabs } from './Tabs.tsx';
import type { TabId } from './Tabs.tsx';
import { TimelinePanel } from './TimelinePanel.tsx';
import { useCursor } from './useCursor.ts';

interface InspectorViewProps {
  readonly snapshot: Snapshot;
  readonly recording: Recording | null;
  readonly save: (() => Promise<Blob>) | null;
  readonly fileName: string;
  readonly props: Omit<ComponentProps<'section'>, 'children'>;
}

/** The panel around one source. */
export function InspectorView({ snapshot, recording, save, fileName, props }: InspectorViewProps) {
  const { steps, dropped, timeline, problem, isLive, manifest } = snapshot;
  const [tab, setTab] = useState<TabId>('events');
  /** Counted from the first step that was ever recorded. */
  const [chosen, setSelected] = useState<number | null>(null);
  const selected = chosen === null || chosen < dropped ? null : chosen - dropped;
  const { replay, cursorMs, isPlaying, seek } = useCursor(recording, timeline.durationMs);
  const select = (step: number) => {
    setSelected(step + dropped);
    seek(steps[step]?.atMs ?? 0);
  };
  const selectSpan = (span: Span) => {
    setSelected(span.step + dropped);
    seek(span.startMs);
  };
  // Figures over all steps may wait; the timeline and the table may not.
  const later = useDeferredValue(snapshot);
  return (
    <section
      aria-label="Inspector"
      {...props}
      className={`repartee-inspector${props.className ? ` ${props.className}` : ''}`}
      data-live={isLive ? '' : undefined}
    >
      <Head {...{ snapshot, recording, save, fileName, replay, cursorMs, isPlaying }} />
      {problem !== null && (
        <p className="repartee-inspector-problem" role="alert">
          <strong>Only a part can be shown.</strong> {problem.message} <code>{problem.code}</code>
        </p>
      )}
      {manifest === null ? (
        <p className="repartee-inspector-empty">
          No conversation has been found yet. Open the app, or connect its session, and it appears here.
        </p>
      ) : (
        <>
          <TimelinePanel
            {...{ timeline, isLive, cursorMs, selected, isPlaying }}
            onSeek={seek}
            onSelect={selectSpan}
          />
          <Tabs tab={tab} onTabChange={setTab}>
            {tab === 'events' && (
              <EventTable
                steps={steps}
                selected={selected}
                onSelect={select}
                isLive={isLive}
                cursorMs={cursorMs}
              />
            )}
            {tab === 'moments' && <SpanList timeline={timeline} selected={selected} onSelect={selectSpan} />}
            {tab === 'summary' && <SummaryPanel snapshot={later} onSeek={seek} />}
            {tab === 'configuration' && <ConfigurationPanel steps={later.steps} />}
          </Tabs>
        </>
      )}
    </section>
  );
}
