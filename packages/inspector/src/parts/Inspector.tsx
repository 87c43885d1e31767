'use client';

import type { ComponentProps } from 'react';
import { useMemo, useSyncExternalStore } from 'react';
import type { RealtimeSession } from '@repartee/core';
import type { Recorder, Recording } from '@repartee/core/recording';
import { createChannelSource } from '../source/createChannelSource.ts';
import { createFileSource } from '../source/RecordingSource.ts';
import type { RecordingSource } from '../source/RecordingSource.ts';
import { createRecorderSource, createSessionSource } from '../source/createSessionSource.ts';
import { InspectorView } from './InspectorView.tsx';

/** The props of `Inspector`: one of `session`, `recorder`, `recording` and `channel` says what it shows. */
export interface InspectorProps extends Omit<ComponentProps<'section'>, 'children'> {
  /** A running session, which is followed from the first render on. The sound of both sides is recorded for its waves, and saved with it. */
  readonly session?: RealtimeSession | undefined;
  /** A recorder that runs already: what it has kept is shown, and what it records. */
  readonly recorder?: Recorder | undefined;
  /** A recording that `readRecording` has read. */
  readonly recording?: Recording | undefined;
  /** The channel of a running page of the same origin that has called `connectInspector`. */
  readonly channel?: string | undefined;
  /** The name of the recording's file, for what is copied from it. @default 'conversation.repartee' */
  readonly fileName?: string | undefined;
}

/**
 * Shows what happens in a conversation, or what has happened: a timeline, every frame and event, figures, and the configuration. It
 * needs `@repartee/inspector/styles.css`. Its texts are in English.
 *
 * @example
 * <Inspector session={session} />
 */
export function Inspector(given: InspectorProps) {
  const { session, recorder, recording, channel, fileName = 'conversation.repartee', ...props } = given;
  const source = useSource({ session, recorder, recording, channel });
  const snapshot = useSyncExternalStore(source.subscribe, source.getSnapshot, source.getSnapshot);
  return (
    <InspectorView
      key={keyOf(source)}
      snapshot={snapshot}
      save={source.save}
      recording={recording ?? null}
      fileName={fileName}
      props={props}
    />
  );
}

function useSource({
  session,
  recorder,
  recording,
  channel,
}: Pick<InspectorProps, 'session' | 'recorder' | 'recording' | 'channel'>): RecordingSource {
  return useMemo(() => {
    if (recording) return createFileSource(recording);
    if (recorder) return createRecorderSource(recorder);
    if (session) return createSessionSource(session);
    return createChannelSource(channel);
  }, [session, recorder, recording, channel]);
}

const keys = new WeakMap<RecordingSource, number>();
let last = 0;

/** A number for each source: what was selected in another one means nothing in it. */
function keyOf(source: RecordingSource): number {
  const known = keys.get(source);
  if (known !== undefined) return known;
  last += 1;
  keys.set(source, last);
  return last;
}
