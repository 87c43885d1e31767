import type { RealtimeSession } from '@repartee/core';
import { createRecorder } from '@repartee/core/recording';
import type { Recorder, RecorderOptions } from '@repartee/core/recording';
import { createLineSource } from './RecordingSource.ts';
import type { RecordingSource } from './RecordingSource.ts';

/** Follows a session from the first listener on, by a recorder of its own, with the sound of both sides. */
export function createSessionSource(
  session: RealtimeSession,
  options: RecorderOptions = { audio: 'both' },
): RecordingSource {
  let recorder: Recorder | null = null;
  return createLineSource(
    ({ take }) => {
      const running = createRecorder(session, options);
      recorder = running;
      const stop = running.follow(take);
      return () => {
        stop();
        running.stop();
      };
    },
    () => recorder?.save() ?? Promise.resolve(new Blob()),
  );
}

/** Follows a recorder that the app has made. */
export const createRecorderSource = (recorder: Recorder): RecordingSource =>
  createLineSource(
    ({ take }) => recorder.follow(take),
    () => recorder.save(),
  );
