'use client';

import { useCallback, useEffect, useRef } from 'react';

import { RealtimeError } from '@repartee/core';
import type { RealtimeSession } from '@repartee/core';
import type { Recorder, RecorderOptions } from '@repartee/core/recording';

import { recordingModule } from './recordingModule.ts';
import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';

/** The options of `useRecorder`. */
export interface UseRecorderOptions extends RecorderOptions {
  /**
   * A recorder that runs already: `save` writes what it has kept, and nothing else is recorded. The hook does not stop it. `null`
   * while it is being loaded.
   */
  readonly recorder?: Recorder | null | undefined;
}

/** The result of `useRecorder`. */
export interface RecorderControls {
  /**
   * Writes what has been recorded since the component was mounted, or what the running recorder has kept, for a bug report. The
   * recording goes on.
   *
   * @param options.audio - `drop` leaves out all audio that was recorded. @default 'keep'
   * @throws RealtimeError `module-failed` where the recorder could not be loaded; the next call tries again. `invalid-state` while
   * the running recorder is `null`. `unsupported-capability` in a browser without `CompressionStream`.
   */
  readonly save: Recorder['save'];
}

/**
 * Records the session of the provider while the component is mounted: state, events and frames of the last five minutes, and audio
 * if it is wanted. Another `redact` of a later render takes effect at once; other options begin a new recording. The recorder is
 * loaded when the component mounts. Where that fails it is loaded again when the network is back, or to save. `createReplay` of
 * `@repartee/core/recording` plays the file.
 *
 * @example
 * const { save } = useRecorder({ words: 'mask' });
 * return <button onClick={() => save().then(upload)}>Report a problem</button>;
 */
export function useRecorder(options: UseRecorderOptions = {}): RecorderControls {
  const { maxDurationMs, maxCharacters, words, audio, maxAudioBytes, redact, recorder } = options;
  const session = useSession();
  const policy = useLatest(redact);
  const given = useLatest(recorder);
  const isRedacted = redact !== undefined;
  const isOwn = recorder === undefined;
  const own = useRef<OwnRecorder | null>(null);
  useEffect(() => {
    if (!isOwn) return undefined;
    const started = startRecorder(session, {
      ...(maxDurationMs !== undefined && { maxDurationMs }),
      ...(maxCharacters !== undefined && { maxCharacters }),
      ...(words !== undefined && { words }),
      ...(audio !== undefined && { audio }),
      ...(maxAudioBytes !== undefined && { maxAudioBytes }),
      ...(isRedacted && { redact: (text: string) => policy.current?.(text) ?? false }),
    });
    own.current = started;
    return started.stop;
  }, [session, maxDurationMs, maxCharacters, words, audio, maxAudioBytes, isRedacted, isOwn, policy]);
  const save = useCallback<Recorder['save']>(
    async (chosen) => {
      const running = given.current === undefined ? await own.current?.load() : given.current;
      if (!running)
        throw new RealtimeError('invalid-state', 'Nothing is recorded yet. Try again in a moment.');
      return running.save(chosen);
    },
    [given],
  );
  return { save };
}

interface OwnRecorder {
  /** Resolves with the recorder. After a failure it tries again. @throws RealtimeError `module-failed` where it cannot be loaded. */
  readonly load: () => Promise<Recorder>;
  readonly stop: () => void;
}

/** Loads a recorder and starts it, now or when the network is back. */
function startRecorder(session: RealtimeSession, options: RecorderOptions): OwnRecorder {
  let isOver = false;
  let running: Recorder | null = null;
  let loading: Promise<Recorder> | null = null;
  const start = async () => {
    const recorder = await createOwn(session, options);
    running = recorder;
    if (isOver) recorder.stop();
    return recorder;
  };
  const load = () => {
    loading ??= start().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  // Where the recorder could not be loaded, `save` says why.
  const tryToLoad = () => void load().catch(() => {});
  tryToLoad();
  globalThis.addEventListener('online', tryToLoad);
  return {
    load,
    stop() {
      isOver = true;
      running?.stop();
      globalThis.removeEventListener('online', tryToLoad);
    },
  };
}

async function createOwn(session: RealtimeSession, options: RecorderOptions): Promise<Recorder> {
  try {
    const { createRecorder } = await recordingModule.load();
    return createRecorder(session, options);
  } catch (cause) {
    throw new RealtimeError(
      'module-failed',
      'The recorder could not be loaded. Check the network, or reload the page.',
      { cause },
    );
  }
}
