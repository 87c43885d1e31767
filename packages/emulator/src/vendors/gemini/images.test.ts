import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { openLive, refusedBy } from '../../../test/live-client.ts';
import type { LiveClient } from '../../../test/live-client.ts';
import { BLUE, RED, jpeg, png, webp } from '../../../test/pictures.ts';
import { startEmulator } from '../../../test/start-emulator.ts';

const video = (bytes: Uint8Array, mimeType = 'image/png') => ({
  realtimeInput: { video: { data: Buffer.from(bytes).toString('base64'), mimeType } },
});

const setup = (fields: object = {}) => ({
  outputAudioTranscription: {},
  contextWindowCompression: { slidingWindow: {} },
  ...fields,
});

async function ask(client: LiveClient) {
  const from = client.messages.length;
  client.write('What do you see?');
  const { usageMetadata } = await client.until('turnComplete');
  const details = (usageMetadata.promptTokensDetails ?? []) as { modality: string; tokenCount: number }[];
  return {
    words: client.messages
      .slice(from)
      .map(({ serverContent }) => String(serverContent?.outputTranscription?.text ?? ''))
      .join(''),
    tokens: details.find(({ modality }) => modality === 'IMAGE')?.tokenCount ?? 0,
  };
}

describe('images of a live view', () => {
  it('start nothing by themselves, and the next turn sees the newest', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await openLive(emulator, setup());
    client.send(video(png(RED)));
    await expect.poll(() => emulator.sessions[0]?.images.length).toBe(1);
    clock.advance(1_000);
    client.send(video(jpeg(), 'image/jpeg'));
    await expect.poll(() => emulator.sessions[0]?.images.length).toBe(2);
    expect(client.names).not.toContain('modelTurn');
    expect(await ask(client)).toEqual({
      words: expect.stringMatching(/mostly blue.*has changed/),
      tokens: 512,
    });
    expect(emulator.sessions[0]?.wastedImages).toBe(0);
    await client.close();
  });

  it('are wasted where they come faster than one a second', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const client = await openLive(emulator, setup());
    client.send(video(png(RED)));
    client.send(video(webp(), 'image/webp'));
    client.send(video(png(BLUE)));
    expect(await ask(client)).toEqual({ words: expect.stringContaining('mostly blue'), tokens: 256 });
    expect(emulator.sessions[0]?.wastedImages).toBe(2);
    await client.close();
  });

  it.each([
    ['MEDIA_RESOLUTION_LOW', 64],
    ['MEDIA_RESOLUTION_HIGH', 256],
  ])('cost by the resolution %s, again in every turn', async (mediaResolution, tokens) => {
    const client = await openLive(await startEmulator(), setup({ generationConfig: { mediaResolution } }));
    client.send(video(png(RED)));
    expect((await ask(client)).tokens).toBe(tokens);
    expect((await ask(client)).tokens).toBe(tokens);
    await client.close();
  });

  it('belong to a turn by its coverage: in speech only, or always', async () => {
    const recognizer = createScriptedRecognizer(['hello']);
    const coverage = (turnCoverage: string) => setup({ realtimeInputConfig: { turnCoverage } });
    const emulator = await startEmulator({ recognizer });
    const strict = await openLive(emulator, coverage('TURN_INCLUDES_ONLY_ACTIVITY'));
    strict.send(video(png(RED)));
    expect(await ask(strict)).toEqual({ words: expect.stringContaining('cannot see anything'), tokens: 0 });
    strict.speak({ after: 0 });
    strict.send(video(png(BLUE)));
    strict.speak({ voice: 0, before: 0 });
    await strict.until('turnComplete');
    expect((await ask(strict)).words).toContain('mostly blue');
    await strict.close();
    const all = await openLive(emulator, coverage('TURN_INCLUDES_AUDIO_ACTIVITY_AND_ALL_VIDEO'));
    all.send(video(png(RED)));
    expect((await ask(all)).words).toContain('mostly red');
    await all.close();
  });

  it('end a session after two minutes, unless its context is compressed', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const short = await openLive(emulator, { outputAudioTranscription: {} });
    const long = await openLive(emulator, setup());
    for (const client of [short, long]) client.send(video(png(RED)));
    await expect.poll(() => emulator.sessions.map(({ images }) => images.length)).toEqual([1, 1]);
    clock.advance(120_000);
    expect(await short.closed).toMatchObject({ code: 1011 });
    await expect.poll(() => emulator.sessions.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    await long.close();
  });

  it.each([
    ['a type that is not an image', video(png(RED), 'video/mp4')],
    ['another type than they have', video(png(RED), 'image/jpeg')],
    ['bytes that are no image', video(Uint8Array.from([0, 0, 0]))],
    ['a field that is gone', { realtimeInput: { mediaChunks: [{ data: 'AAAA', mimeType: 'image/jpeg' }] } }],
  ])('are refused with %s', async (_name, message) => {
    const opening = { setup: { model: 'models/gemini-3.8-live' } };
    expect(await refusedBy(await startEmulator(), [opening, message])).toMatchObject({ code: 1007 });
  });
});
