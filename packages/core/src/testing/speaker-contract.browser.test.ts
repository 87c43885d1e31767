import { describe, it } from 'vitest';
import { createSpeaker } from '../media/speaker.ts';
import { SPEAKER_CONTRACT } from './speaker-contract.ts';

describe('the real speaker', () => {
  it.each(SPEAKER_CONTRACT)('$name', async ({ run }) => {
    await run({
      port: createSpeaker(),
      advance: (ms) => new Promise((resolve) => void setTimeout(resolve, ms)),
      // A busy machine may be late by any time: what is checked is that no more is told than there was.
      toleranceMs: Infinity,
    });
  });
});
