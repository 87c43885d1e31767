import { describe, it } from 'vitest';
import { createFakeSpeaker } from './fake-speaker.ts';
import { createManualClock } from './manual-clock.ts';
import { SPEAKER_CONTRACT } from './speaker-contract.ts';

describe('the fake speaker', () => {
  it.each(SPEAKER_CONTRACT)('$name', async ({ run }) => {
    const clock = createManualClock();
    // A flush of the fake is answered at once, a fade and an unfinished block later.
    await run({ port: createFakeSpeaker({ clock }), advance: clock.advanceAsync, toleranceMs: 12 });
  });
});
