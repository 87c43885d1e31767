import { describe, expect, it } from 'vitest';
import type { Metering } from '../../protocol/price-table.ts';
import { ContextModel } from './context-model.ts';
import { createTally } from './tally.ts';

const METERING: Metering = {
  unit: 'tokens',
  inputMsPerToken: 10,
  outputMsPerToken: 10,
  lettersPerToken: 1,
  cache: true,
};

/** A context of 640 tokens of instructions and as much audio of the user's, of which one response knows. */
function remembered(): ContextModel {
  const context = new ContextModel(METERING);
  context.setPreamble(640);
  context.add('u1', { userAudioMs: 6_400 });
  context.begin();
  return context;
}

describe('the model of the vendor’s context', () => {
  it('counts all of it again for every response, and what was known before as cached', () => {
    const context = remembered();
    context.add('a1', { agentAudioMs: 1_280 }, true);
    context.add('u2', { userAudioMs: 500 });
    expect(context.input()).toMatchObject({
      inputText: 640,
      cachedText: 640,
      inputAudio: 640 + 128 + 50,
      cachedAudio: 768,
    });
  });

  it('loses the cache with other instructions', () => {
    const context = remembered();
    context.setPreamble(700);
    expect(context.input()).toMatchObject({ inputText: 700, cachedText: 0, cachedAudio: 0 });
  });

  it('loses the cache behind what was taken out or cut, and keeps it in front', () => {
    const taken = remembered();
    taken.add('a1', { agentAudioMs: 1_280 }, true);
    taken.remove('a1');
    expect(taken.input()).toMatchObject({ inputAudio: 640, cachedAudio: 640, cachedText: 640 });
    const cut = remembered();
    cut.add('a1', { agentAudioMs: 1_280, letters: 50 }, true);
    cut.truncate('a1', 640);
    expect(cut.input()).toMatchObject({ inputAudio: 640 + 64, inputText: 640, cachedAudio: 640 });
    cut.remove('u1');
    expect(cut.input()).toMatchObject({ inputAudio: 64, cachedAudio: 0, cachedText: 640 });
  });

  it('is corrected by a report, once and for all that follows', () => {
    const context = remembered();
    const estimate = context.begin();
    context.reconcile(
      estimate,
      createTally({ inputText: 900, inputAudio: 600, cachedText: 640, cachedAudio: 576 }),
    );
    context.add('u2', { userAudioMs: 100 });
    expect(context.input()).toMatchObject({ inputText: 900, inputAudio: 610 });
  });

  it('learns that a vendor forgets, and that it does not', () => {
    const context = remembered();
    context.reconcile(context.begin(), createTally({ inputText: 640, inputAudio: 640, cachedText: 256 }));
    expect(context.input().cachedText).toBeLessThan(200);
    context.reconcile(
      context.begin(),
      createTally({ inputText: 640, inputAudio: 640, cachedText: 640, cachedAudio: 640 }),
    );
    expect(context.input()).toMatchObject({ cachedText: 640, cachedAudio: 640 });
  });

  it('starts again with another conversation', () => {
    const context = remembered();
    context.reset();
    expect(context.input()).toMatchObject({ inputText: 640, inputAudio: 0, cachedText: 0 });
  });

  it('counts every item of a long conversation, and tells the newest apart', () => {
    const context = remembered();
    for (let index = 0; index < 400; index += 1) context.add(`item_${index}`, { letters: 10 });
    expect(context.input()).toMatchObject({ inputText: 640 + 4_000, inputAudio: 640 });
    context.remove('item_399');
    context.remove('item_0');
    expect(context.input()).toMatchObject({ inputText: 640 + 3_990, inputAudio: 640 });
    context.reset();
    expect(context.input()).toMatchObject({ inputText: 640, inputAudio: 0 });
  });
});
