import { useEffect, useState } from 'react';
import type { RealtimeSession } from '@repartee/core';
import type { Recorder } from '@repartee/core/recording';

/**
 * Records the session from its beginning, with its sound, so that an inspector that opens later, or a report of a problem, has what
 * came before. One recorder serves both, and the inspectors of other tabs. `null` until it has loaded.
 */
export function useDemoRecorder(session: RealtimeSession): Recorder | null {
  const [recorder, setRecorder] = useState<Recorder | null>(null);
  useEffect(() => {
    const ends: (() => void)[] = [];
    let isOver = false;
    const start = async () => {
      const [{ createRecorder }, { connectInspector }] = await Promise.all([
        import('@repartee/core/recording'),
        import('@repartee/inspector/connect'),
      ]);
      if (isOver) return;
      const started = createRecorder(session, { audio: 'both' });
      ends.push(() => started.stop(), connectInspector(session, { recorder: started }));
      setRecorder(started);
    };
    // Without its recorder the demo goes on, and the inspector stays empty.
    start().catch(() => {});
    return () => {
      isOver = true;
      for (const end of ends) end();
    };
  }, [session]);
  return recorder;
}
