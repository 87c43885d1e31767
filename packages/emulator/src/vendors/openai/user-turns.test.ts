import { encodeG711 } from '@repartee/core/audio';
import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import type { AgentTurn } from '../../agent/agent.ts';
import { createScriptedRecognizer, tone } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';
import type { Frame, WireClient } from '../../../test/wire-client.ts';

const COMMIT = { type: 'input_audio_buffer.commit' };

const detection = (more: Readonly<Record<string, unknown>> | null) => ({
  audio: { input: { turn_detection: more && { type: 'server_vad', ...more } } },
});

/** Positions of the first turn that is detected. */
async function positions(client: WireClient): Promise<{ startMs: number; endMs: number }> {
  const started = await client.until('input_audio_buffer.speech_started');
  const stopped = await client.until('input_audio_buffer.speech_stopped');
  expect(stopped.item_id).toBe(started.item_id);
  return { startMs: started.audio_start_ms, endMs: stopped.audio_end_ms };
}

describe('detected turns', () => {
  it('begin with their padding and end with the silence that ended them, counted from the start of the session', async () => {
    const client = await connect(await startEmulator());
    client.speak({ before: 1_000, voice: 600, after: 400 });
    expect(await positions(client)).toEqual({ startMs: 700, endMs: 1_800 });
    client.speak({ before: 1_000, voice: 400, after: 400 });
    // 2,000 ms were sent before, so that the voice is at 3,000 ms.
    expect(await positions(client)).toEqual({ startMs: 2_700, endMs: 3_600 });
  });

  it('follow the padding, the silence and the threshold that are set', async () => {
    const client = await connect(await startEmulator());
    await client.update(detection({ prefix_padding_ms: 100, silence_duration_ms: 700, threshold: 0.9 }));
    client.hear(new Float32Array(500 * 24));
    client.hear(tone(400, 24_000, 0.02));
    client.hear(new Float32Array(1_000 * 24));
    client.speak({ voice: 400, after: 1_000 });
    // The soft tone at 500 ms is below the threshold; the loud one begins at 1,900 ms.
    expect(await positions(client)).toEqual({ startMs: 1_800, endMs: 3_000 });
  });

  it('count what was sent before detection was on', async () => {
    const client = await connect(await startEmulator());
    await client.update(detection(null));
    client.speak({ before: 1_000 });
    await client.update(detection({ prefix_padding_ms: 0 }));
    client.speak({ before: 500, voice: 400, after: 300 });
    expect(await positions(client)).toEqual({ startMs: 2_100, endMs: 2_700 });
  });

  it('do not begin before the session does', async () => {
    const client = await connect(await startEmulator());
    client.speak({ before: 100, voice: 400, after: 300 });
    expect((await positions(client)).startMs).toBe(0);
  });

  it('are not made of a click or of steady noise', async () => {
    const client = await connect(await startEmulator());
    client.speak({ before: 200, voice: 40, after: 400 });
    client.hear(tone(1_000, 24_000, 0.004));
    await client.write('Nothing was heard.');
    expect(client.types).not.toContain('input_audio_buffer.speech_started');
  });

  it('have the events of the wire in their order, and one item', async () => {
    const client = await connect(await startEmulator({ agent: saying('Hi.') }));
    await client.write('Before.', 'before');
    const at = client.types.length;
    client.speak({ before: 500, voice: 600, after: 400 });
    await client.until('response.created');
    expect(client.types.slice(at, at + 6)).toEqual([
      'input_audio_buffer.speech_started',
      'input_audio_buffer.speech_stopped',
      'input_audio_buffer.committed',
      'conversation.item.added',
      'conversation.item.done',
      'response.created',
    ]);
    const { item_id } = client.frames.find(
      (frame) => frame.type === 'input_audio_buffer.speech_started',
    ) as Frame;
    const committed = client.frames.find((frame) => frame.type === 'input_audio_buffer.committed');
    expect(committed).toMatchObject({ previous_item_id: 'before', item_id });
    const added = client.frames.findLast((frame) => frame.type === 'conversation.item.done');
    expect(added?.item).toEqual({
      id: item_id,
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio', transcript: null }],
    });
  });

  it('do not bring an answer by themselves where that is off', async () => {
    const client = await connect(await startEmulator());
    await client.update(detection({ create_response: false }));
    client.speak({ before: 500, voice: 600, after: 400 });
    await client.until('input_audio_buffer.committed');
    await client.write('No answer.');
    expect(client.types).not.toContain('response.created');
    await client.ask({ type: 'response.create' }, 'response.done');
  });

  it.each([
    ['audio/pcmu', 'ulaw'],
    ['audio/pcma', 'alaw'],
  ] as const)('are found in %s', async (type, law) => {
    const recognizer = createScriptedRecognizer(['hello']);
    const client = await connect(await startEmulator({ recognizer }));
    await client.update({ audio: { input: { format: { type } } } });
    for (const samples of [new Float32Array(4_000), tone(600, 8_000), new Float32Array(4_000)]) {
      client.append(encodeG711(samples, law));
    }
    expect(await positions(client)).toEqual({ startMs: 200, endMs: 1_300 });
    // The recogniser gets all of the turn, at its own rate.
    expect(recognizer.heardMs[0]).toBeGreaterThan(1_050);
  });

  it('may come in pieces of any size, also half a sample', async () => {
    const client = await connect(await startEmulator());
    const bytes = Buffer.alloc(48 * 1_500);
    tone(600, 24_000).forEach((sample, index) =>
      bytes.writeInt16LE(Math.round(sample * 32_767), 24_000 + index * 2),
    );
    for (let at = 0; at < bytes.length; at += 333) client.append(bytes.subarray(at, at + 333));
    expect(await positions(client)).toEqual({ startMs: 200, endMs: 1_300 });
  });
});

describe('semantic detection', () => {
  const semantic = (eagerness: string) => ({
    audio: { input: { turn_detection: { type: 'semantic_vad', eagerness } } },
  });

  it.each([
    ['high', 400],
    ['auto', 800],
    ['low', 1_500],
  ])('with %s eagerness waits %d ms after something complete', async (eagerness, waitMs) => {
    const client = await connect(await startEmulator());
    await client.update(semantic(eagerness));
    client.speak({ before: 500, voice: 600, after: 2_000 });
    expect((await positions(client)).endMs).toBe(1_100 + waitMs);
  });

  it.each([
    ['high', 2_000],
    ['medium', 4_000],
    ['low', 8_000],
  ])('with %s eagerness waits %d ms for the rest of a sentence', async (eagerness, waitMs) => {
    const recognizer = createScriptedRecognizer(['i would like to']);
    const client = await connect(await startEmulator({ recognizer }));
    await client.update(semantic(eagerness));
    client.speak({ before: 500, voice: 600 });
    await client.until('input_audio_buffer.speech_started');
    recognizer.say('i would like to');
    client.speak({ voice: 0, after: 9_000 });
    expect((await client.until('input_audio_buffer.speech_stopped')).audio_end_ms).toBe(1_100 + waitMs);
  });
});

describe('barge-in', () => {
  const STORY = 'One two three four five six seven eight nine ten.';

  /** An agent in the middle of its story, because time stands still. */
  async function talking(
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<{ client: WireClient; clock: ReturnType<typeof createManualClock> }> {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock, pace: 1, agent: saying(STORY) }));
    await client.update(detection(more));
    await client.ask({ type: 'response.create' }, 'response.created');
    await client.until('response.output_audio.delta');
    return { client, clock };
  }

  it('cancels the answer and then takes the turn', async () => {
    const { client } = await talking();
    client.speak({ before: 500, voice: 600, after: 400 });
    await client.until('input_audio_buffer.speech_started');
    const { response } = await client.until('response.done');
    expect(response).toMatchObject({
      status: 'cancelled',
      status_details: { type: 'cancelled', reason: 'turn_detected' },
    });
    expect((await client.until('response.created')).response.id).not.toBe(response.id);
  });

  it('leaves the answer alone where that is off, and then no second one can start', async () => {
    const { client, clock } = await talking({ interrupt_response: false });
    client.speak({ before: 500, voice: 600, after: 400 });
    expect((await client.until('error')).error).toMatchObject({
      code: 'conversation_already_has_active_response',
    });
    const done = client.until('response.done');
    await clock.advanceAsync(5_000);
    expect((await done).response.status).toBe('completed');
  });

  it('has nothing to cancel when everything was sent already', async () => {
    const client = await connect(await startEmulator({ agent: saying(STORY) }));
    await client.ask({ type: 'response.create' }, 'response.done');
    client.speak({ before: 500, voice: 600, after: 400 });
    await client.until('input_audio_buffer.committed');
    const finished = client.frames.filter((frame) => frame.type === 'response.done');
    expect(finished.map((frame) => frame.response.status)).toEqual(['completed']);
  });

  it('twice in a row leaves one answer, to the last turn', async () => {
    const { client, clock } = await talking();
    client.speak({ before: 500, voice: 600, after: 400 });
    client.speak({ voice: 600, after: 400 });
    client.speak({ voice: 600, after: 400 });
    for (let turn = 0; turn < 3; turn += 1) await client.until('response.created');
    const last = client.until(
      (frame) => frame.type === 'response.done' && frame.response.status === 'completed',
    );
    await clock.advanceAsync(5_000);
    await last;
    const started = client.frames.filter((frame) => frame.type === 'response.created').length;
    const done = client.frames
      .filter((frame) => frame.type === 'response.done')
      .map((frame) => frame.response.status);
    expect(started).toBe(done.length);
    expect(done.filter((status) => status === 'completed')).toHaveLength(1);
    expect(client.types).not.toContain('error');
  });

  it('does not cancel what runs beside the conversation', async () => {
    const { client, clock } = await talking();
    const aside = { conversation: 'none', input: [] };
    const { response } = await client.ask({ type: 'response.create', response: aside }, 'response.created');
    client.speak({ before: 500, voice: 600 });
    await client.until((frame) => frame.type === 'response.done' && frame.response.status === 'cancelled');
    const done = client.until((frame) => frame.type === 'response.done' && frame.response.id === response.id);
    await clock.advanceAsync(5_000);
    expect((await done).response.status).toBe('completed');
  });
});

describe('turns by hand', () => {
  async function byHand(script: readonly string[] = []): Promise<{ client: WireClient; turns: AgentTurn[] }> {
    const turns: AgentTurn[] = [];
    const agent = {
      respond(turn: AgentTurn) {
        turns.push(turn);
        return [{ type: 'speech', text: 'Yes.' }] as const;
      },
    };
    const client = await connect(
      await startEmulator({ recognizer: createScriptedRecognizer(script), agent }),
    );
    await client.update(detection(null));
    return { client, turns };
  }

  it('are committed without an answer, which hears the words when it is asked for', async () => {
    const { client, turns } = await byHand(['what time is it']);
    client.speak({ before: 200, voice: 600, after: 200 });
    const committed = await client.ask(COMMIT, 'input_audio_buffer.committed');
    expect((await client.until('conversation.item.done')).item.id).toBe(committed.item_id);
    await client.ask({ type: 'response.create' }, 'response.done');
    expect(turns[0]?.history).toEqual([{ role: 'user', text: 'what time is it' }]);
    expect(client.types).not.toContain('input_audio_buffer.speech_started');
  });

  it.each([0, 99])('are refused with %d ms of audio', async (lengthMs) => {
    const { client } = await byHand();
    client.hear(new Float32Array(lengthMs * 24));
    const error = await client.refusal(COMMIT);
    expect(error).toMatchObject({
      code: 'input_audio_buffer_commit_empty',
      message: expect.stringContaining(`only has ${lengthMs}.00ms`),
    });
  });

  it('are emptied by a commit and by a clear', async () => {
    const { client } = await byHand();
    client.speak({ voice: 200 });
    await client.ask(COMMIT, 'input_audio_buffer.committed');
    expect(await client.refusal(COMMIT)).toMatchObject({ code: 'input_audio_buffer_commit_empty' });
    client.speak({ voice: 200 });
    await client.ask({ type: 'input_audio_buffer.clear' }, 'input_audio_buffer.cleared');
    expect(await client.refusal(COMMIT)).toMatchObject({ code: 'input_audio_buffer_commit_empty' });
  });
});
