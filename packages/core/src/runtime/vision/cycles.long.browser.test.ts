import { describe, it, onTestFinished, vi } from 'vitest';
import { expectNothingLeft } from '../../../test/video-cycles.ts';

describe(
  'fifty times on and off leave no track, worker, video element, timer or listener',
  { timeout: 300_000 },
  () => {
    it.each(['camera', 'screen'] as const)('of the %s', (source) => expectNothingLeft(source, 50));

    it('of the screen where the browser hands out no frames', async () => {
      vi.stubGlobal('MediaStreamTrackProcessor', undefined);
      onTestFinished(() => void vi.unstubAllGlobals());
      await expectNothingLeft('screen', 50);
    });
  },
);
