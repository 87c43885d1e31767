'use client';

import { useCallback, useEffect, useRef } from 'react';

import { RealtimeError } from '@repartee/core';
import type { RealtimeSession } from '@repartee/core';
import type { Recorder, RecorderOptions } from '@repartee/core/recording';

import { useSession } from './useSession.ts';

/** What `useRecorder` returns. */
export interface RecorderControls {
  /**
   * Writes what has been recorded since the component was mounted, for a bug report. The recording goes on.
   *
   * @param options.audio - `drop` leaves out all audio that was recorded. @default 'keep'
   * @throws RealtimeError `connect-refused` where the recorder could not be loaded, `unsupported-capability` in a browser without
   * `CompressionStream`.
   */
  readonly save: Recorder['save'];
}

/**
 * Records the session of the provider while the component is mounted: state, events and frames of the last five minutes, and audio
 * if it is wanted. Another `redact` of a later render takes effect at once; other options begin a new recording. The recorder is loaded when the component mounts. `createReplay` of `@repartee/core/recording` plays the file.
 *
 * @example
 * const { save } = useRecorder({ words: 'mask' });
 * return <button onClick={() => save().then(upload)}>Report a problem</button>;
 */
export function useRecorder(options: RecorderOptions = {}): RecorderControls {
  const { maxDurationMs, maxCharacters, words, audio, maxAudioBytes, redact } = options;
  const session = useSession();
  const policy = useRef(redact);
  useEffect(() => {
    policy.current = redact;
  });
  const isRedacted = redact !== undefined;
  const recorder = useRef<Promise<Recorder> | null>(null);
  useEffect(() => {
    const given = {
      ...(maxDurationMs !== undefined && { maxDurationMs }),
      ...(maxCharacters !== undefined && { maxCharacters }),
      ...(words !== undefined && { words }),
      ...(audio !== undefined && { audio }),
      ...(maxAudioBytes !== undefined && { maxAudioBytes }),
      ...(isRedacted && { redact: (text: string) => policy.current?.(text) ?? false }),
    };
    let isOver = false;
    let running: Recorder | null = null;
    const started = startRecorder(session, given).then((one) => {
      running = one;
      if (isOver) one.stop();
      return one;
    });
    // Where the recorder could not be loaded, `save` says why.
    started.catch(() => {});
    recorder.current = started;
    return () => {
      isOver = true;
      running?.stop();
    };
  }, [session, maxDurationMs, maxCharacters, words, audio, maxAudioBytes, isRedacted]);
  const save = useCallback<Recorder['save']>(async (chosen) => {
    if (!recorder.current)
      throw new RealtimeError('invalid-state', 'Nothing is recorded before the first render.');
    return (await recorder.current).save(chosen);
  }, []);
  return { save };
}

async function startRecorder(session: RealtimeSession, options: RecorderOptions): Promise<Recorder> {
  try {
    const { createRecorder } = await import('@repartee/core/recording');
    return createRecorder(session, options);
  } catch (cause) {
    throw new RealtimeError(
      'connect-refused',
      'The recorder could not be loaded. Check the network, or reload the page.',
      { cause },
    );
  }
}
