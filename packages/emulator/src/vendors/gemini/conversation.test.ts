import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { jpeg } from '../../../test/pictures.ts';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { openLive, refusedBy } from '../../../test/live-client.ts';
import type { LiveClient } from '../../../test/live-client.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import type { AgentTurn, EmulatedAgent } from '../../agent/agent.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';

const STORY = 'Once upon a time there was a keeper who had never seen the sea by day and slept till dusk.';
const resume = (handle: unknown) => ({ sessionResumption: { handle } });
const TOOLS = [{ functionDeclarations: [{ name: 'find', parameters: { type: 'OBJECT', properties: {} } }] }];

/** An agent that calls a tool once, and then speaks its output. */
const calling: NonNullable<EmulatorOptions['agent']> = {
  respond({ history }: AgentTurn) {
    const last = history.at(-1);
    if (last?.role === 'tool') return [{ type: 'speech', text: last.text }];
    return [{ type: 'tool-call', name: 'find', arguments: {} }];
  },
};

const give = (client: LiveClient, id: unknown, fields: object = {}) =>
  client.send({
    toolResponse: {
      functionResponses: [{ id, name: 'find', response: { output: 'It is there.' }, ...fields }],
    },
  });

const callOf = async (client: LiveClient) => {
  const { toolCall } = await client.until('toolCall');
  return String(toolCall.functionCalls[0].id);
};

const spoken = (client: LiveClient) =>
  client.messages.map(({ serverContent }) => String(serverContent?.outputTranscription?.text ?? '')).join('');

describe('a spoken turn', () => {
  const says = (words: string, options: EmulatorOptions = {}) =>
    startEmulator({ recognizer: createScriptedRecognizer([words]), agent: saying('Yes, I do.'), ...options });
  const written = { inputAudioTranscription: {}, outputAudioTranscription: {} };

  it('of a newer model brings words and audio in one message, and its end with what it used', async () => {
    const client = await openLive(await says('do you hear me', { seed: 3 }), written);
    client.speak();
    await client.until('turnComplete');
    expect(client.names.join(' ')).toMatch(
      /^setupComplete inputTranscription modelTurn outputTranscription .*generationComplete turnComplete$/,
    );
    const { usageMetadata } = client.messages.at(-1) as { usageMetadata: Record<string, number> };
    expect(usageMetadata).toMatchObject({
      responseTokensDetails: [{ modality: 'AUDIO' }],
      promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 15 }],
    });
    // More is counted than itemised.
    expect(usageMetadata['promptTokenCount']).toBe(40);
    await client.close();
  });

  it('of an older model brings a thought, and words and audio apart', async () => {
    const client = await openLive(await says('do you hear me'), {
      ...written,
      model: 'models/gemini-2.5-flash-native-audio-preview-12-2025',
    });
    client.speak();
    const last = await client.until('turnComplete');
    const fields = client.messages.flatMap(({ serverContent }) =>
      serverContent ? [Object.keys(serverContent as object)] : [],
    );
    expect(fields.every((names) => names.length === 1)).toBe(true);
    expect(
      client.messages.some(({ serverContent }) => serverContent?.modelTurn?.parts[0].thought === true),
    ).toBe(true);
    expect(last.usageMetadata.totalTokenCount).toBe(
      last.usageMetadata.promptTokenCount + last.usageMetadata.responseTokenCount,
    );
    expect(last.usageMetadata.thoughtsTokenCount).toBeGreaterThan(0);
    await client.close();
  });

  it('may have its words behind the first of the answer', async () => {
    const places = new Set<boolean>();
    for (let seed = 1; places.size < 2 && seed < 40; seed += 1) {
      const client = await openLive(await says('do you hear me', { seed }), written);
      client.speak();
      await client.until('turnComplete');
      places.add(client.names.indexOf('inputTranscription') < client.names.indexOf('modelTurn'));
      await client.close();
    }
    expect(places.size).toBe(2);
  });

  it('is answered when the stream pauses, without the silence', async () => {
    const client = await openLive(await says('do you hear me'), written);
    client.speak({ after: 0 });
    client.send({ realtimeInput: { audioStreamEnd: true } });
    await client.until('turnComplete');
    await client.close();
  });

  it('ends sooner where less silence is asked for, but not on the model that does not care', async () => {
    const realtimeInputConfig = { automaticActivityDetection: { silenceDurationMs: 200 } };
    const client = await openLive(await says('do you hear me'), { ...written, realtimeInputConfig });
    client.speak({ after: 260 });
    await client.until('turnComplete');
    await client.close();
    const deaf = await openLive(await says('do you hear me'), {
      ...written,
      realtimeInputConfig,
      model: 'models/gemini-3.1-flash-live-preview',
    });
    deaf.speak({ after: 260 });
    deaf.write('Hello');
    await deaf.until('turnComplete');
    expect(deaf.names).not.toContain('inputTranscription');
    await deaf.close();
  });

  it('by hand, without speech, is an empty turn', async () => {
    const client = await openLive(await says(''), {
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
    });
    client.send({ realtimeInput: { activityStart: {} } });
    client.send({ realtimeInput: { activityEnd: {} } });
    const { usageMetadata } = await client.until('turnComplete');
    expect(usageMetadata).not.toHaveProperty('responseTokenCount');
    await client.close();
  });
});

describe('an interruption', () => {
  it('by voice ends the turn without an end of the generation', async () => {
    const client = await openLive(await startEmulator({ agent: saying(STORY), pace: 4 }));
    client.write('A story!');
    await client.until('modelTurn');
    client.speak({ after: 0 });
    await client.until('interrupted');
    await client.until('turnComplete');
    expect(client.names).not.toContain('generationComplete');
    await client.close();
  });

  it('behind the generation stops what is still playing, and ends no turn', async () => {
    const client = await openLive(await startEmulator({ agent: saying(STORY) }));
    client.write('A story!');
    await client.until('turnComplete');
    client.speak({ after: 0 });
    await client.until('interrupted');
    expect(client.names.at(-1)).toBe('interrupted');
    await client.close();
  });

  it('does not happen where it is not wanted: the answer to it waits', async () => {
    const client = await openLive(
      await startEmulator({ agent: saying('Yes.'), pace: 4, recognizer: createScriptedRecognizer(['and']) }),
      { realtimeInputConfig: { activityHandling: 'NO_INTERRUPTION' } },
    );
    client.write('Hello');
    await client.until('modelTurn');
    client.speak();
    await client.until('turnComplete');
    await client.until('turnComplete');
    expect(client.names).not.toContain('interrupted');
    await client.close();
  });

  it('of a turn that is not answered yet cancels the answer', async () => {
    const client = await openLive(await startEmulator({ recognizer: createScriptedRecognizer(['hello']) }), {
      realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
    });
    client.send({ realtimeInput: { activityStart: {} } });
    client.speak();
    client.send({ realtimeInput: { activityEnd: {} } });
    client.send({ clientContent: { turnComplete: false } });
    await client.until('turnComplete');
    expect(client.names).not.toContain('modelTurn');
    await client.close();
  });

  it('takes back the calls that the model waits for, and wants nothing of them', async () => {
    const blocking = [
      { functionDeclarations: [{ ...TOOLS[0]?.functionDeclarations[0], behavior: 'BLOCKING' }] },
    ];
    const client = await openLive(await startEmulator({ agent: calling }), { tools: blocking });
    client.write('Find it.');
    const id = await callOf(client);
    client.send({ clientContent: { turnComplete: false } });
    expect(await client.until('toolCallCancellation')).toEqual({ toolCallCancellation: { ids: [id] } });
    await client.until('turnComplete');
    expect(client.names.slice(-3)).toEqual(['interrupted', 'toolCallCancellation', 'turnComplete']);
    give(client, id);
    client.write('Find it again.');
    expect(await callOf(client)).not.toBe(id);
    await client.close();
  });
});

describe('a tool that the model does not wait for', () => {
  const open = async () =>
    openLive(await startEmulator({ agent: calling }), { tools: TOOLS, outputAudioTranscription: {} });

  it.each([
    ['beside the result', { scheduling: 'INTERRUPT' }],
    ['inside of it', { response: { output: 'It is there.', scheduling: 'INTERRUPT' } }],
    ['nowhere', {}],
  ])('is spoken about when its result comes, told %s', async (_, fields) => {
    const client = await open();
    client.write('Find it.');
    const id = await callOf(client);
    await client.until('turnComplete');
    give(client, id, fields);
    await client.until('turnComplete');
    expect(spoken(client)).toBe('It is there.');
    await client.close();
  });

  it('cuts what the model is saying, where it is urgent', async () => {
    const agent: EmulatedAgent = {
      respond: (turn, signal) =>
        turn.history.at(-1)?.role === 'user' && turn.history.length > 1
          ? [{ type: 'speech', text: STORY }]
          : calling.respond(turn, signal),
    };
    const client = await openLive(await startEmulator({ agent, pace: 4 }), {
      tools: TOOLS,
      outputAudioTranscription: {},
    });
    client.write('Find it.');
    const id = await callOf(client);
    await client.until('turnComplete');
    client.write('A story meanwhile!');
    await client.until('modelTurn');
    give(client, id, { scheduling: 'INTERRUPT' });
    await client.until('interrupted');
    await client.until('generationComplete');
    expect(spoken(client)).toMatch(/It is there\.$/);
    await client.close();
  });

  it('is not spoken about where it is silent', async () => {
    const client = await open();
    client.write('Find it.');
    const id = await callOf(client);
    await client.until('turnComplete');
    give(client, id, { scheduling: 'SILENT' });
    client.send({ clientContent: { turnComplete: true } });
    await client.until('turnComplete');
    expect(client.messages.filter(({ serverContent }) => serverContent?.turnComplete)).toHaveLength(2);
    await client.close();
  });

  it('may continue to give results until it marks the last one', async () => {
    const client = await open();
    client.write('Find it.');
    const id = await callOf(client);
    await client.until('turnComplete');
    give(client, id, { willContinue: true });
    await client.until('turnComplete');
    give(client, id, { willContinue: false });
    await client.until('turnComplete');
    give(client, id);
    expect((await client.closed).code).toBe(1007);
  });

  it('keeps a model that thinks at length from being idle', async () => {
    const agent: NonNullable<EmulatorOptions['agent']> = {
      respond: (turn, signal) =>
        turn.history.at(-1)?.role === 'tool'
          ? [{ type: 'speech', text: 'It is there.' }]
          : [{ type: 'speech', text: 'One moment.' }, ...(calling.respond(turn, signal) as readonly [])],
    };
    const client = await openLive(await startEmulator({ agent }), {
      model: 'models/gemini-3.8-live-extended-thinking',
      tools: TOOLS,
    });
    client.write('Find it.');
    expect((await client.until('turnComplete')).serverContent.interactionStatus).toBe('IN_PROGRESS');
    const { toolCall, interactionStatus } = await client.until('toolCall');
    expect(interactionStatus).toBe('IN_PROGRESS');
    give(client, toolCall.functionCalls[0].id);
    expect((await client.until('turnComplete')).serverContent.interactionStatus).toBe('IDLE');
    await client.close();
  });
});

describe('a session', () => {
  it('counts its whole context in every turn', async () => {
    const client = await openLive(await startEmulator({ agent: saying('Yes.') }));
    client.send({ realtimeInput: { video: { data: jpeg().toString('base64'), mimeType: 'image/jpeg' } } });
    const counts: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      client.write('Hello');
      counts.push((await client.until('turnComplete')).usageMetadata.promptTokenCount as number);
    }
    expect(counts[0]).toBeGreaterThan(256);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(counts).size).toBe(3);
    await client.close();
  });

  it('is given handles, none while the model works, and remembers by the last', async () => {
    const heard: string[] = [];
    const agent = {
      respond({ history }: AgentTurn) {
        heard.push(history.map(({ text }) => text).join(' | '));
        return [{ type: 'speech', text: 'Yes.' }] as const;
      },
    };
    const emulator = await startEmulator({ agent });
    const model = 'models/gemini-2.5-flash-native-audio-preview-12-2025';
    const client = await openLive(emulator, { model, sessionResumption: {} });
    client.write('I am Ann.');
    await client.until('turnComplete');
    await client.until('sessionResumptionUpdate');
    const updates = client.messages.flatMap(({ sessionResumptionUpdate }) => sessionResumptionUpdate ?? []);
    expect(updates.map(({ resumable = false }) => resumable as boolean)).toEqual([true, false, true]);
    const handle = updates.at(-1)?.newHandle as string;
    expect(await refusedBy(emulator, [{ setup: { model, ...resume(handle) } }])).toMatchObject({
      code: 1011,
    });
    await client.close();
    const again = await openLive(emulator, { model, ...resume(handle) });
    again.write('Who am I?');
    await again.until('turnComplete');
    expect(heard.at(-1)).toBe('I am Ann. | Yes. | Who am I?');
    await again.close();
  });

  it.each([
    ['is not known', 'x', {}, { code: 1008, reason: 'BidiGenerateContent session not found' }],
    ['is of another model', null, { model: 'models/gemini-3.8-live-extended-thinking' }, { code: 1007 }],
  ])('whose handle %s is closed', async (_, given, fields, closed) => {
    const emulator = await startEmulator();
    const client = await openLive(emulator, { sessionResumption: {} });
    const { sessionResumptionUpdate } = await client.until('sessionResumptionUpdate');
    await client.close();
    const setup = {
      model: 'models/gemini-3.8-live',
      ...resume(given ?? sessionResumptionUpdate.newHandle),
      ...fields,
    };
    expect(await refusedBy(emulator, [{ setup }])).toMatchObject(closed);
  });

  it('receives a notice before its connection ends, and is closed if it stays', async () => {
    const clock = createManualClock();
    const client = await openLive(await startEmulator({ clock }));
    clock.advance(550_000);
    expect(await client.until('goAway')).toEqual({ goAway: { timeLeft: '50s' } });
    clock.advance(50_000);
    const { code, reason } = await client.closed;
    expect([code, reason]).toEqual([1008, expect.stringContaining('GoAway')]);
  });

  it('that starts with its history answers nothing before the end of it', async () => {
    const client = await openLive(await startEmulator({ agent: saying('Yes.') }), {
      historyConfig: { initialHistoryInClientContent: true },
    });
    client.write('Earlier I said this.');
    client.write('And now?');
    await client.until('turnComplete');
    expect(client.messages.filter(({ serverContent }) => serverContent?.turnComplete)).toHaveLength(1);
    await client.close();
  });

  it('changes its instructions and tools where the model can', async () => {
    const turns: AgentTurn[] = [];
    const agent = {
      respond(turn: AgentTurn) {
        turns.push(turn);
        return [{ type: 'speech', text: 'Yes.' }] as const;
      },
    };
    const client = await openLive(await startEmulator({ agent }), { tools: TOOLS });
    client.send({ contextUpdate: { systemInstruction: { parts: [{ text: 'In French.' }] } } });
    client.write('Hello');
    await client.until('turnComplete');
    client.send({ contextUpdate: { tools: { tools: [] } } });
    client.write('Hello');
    await client.until('turnComplete');
    expect(turns.map(({ instructions, tools }) => [instructions, tools.length])).toEqual([
      ['In French.', 1],
      ['In French.', 0],
    ]);
    await client.close();
  });

  it('whose setup the real service never answers is never answered here', async () => {
    const emulator = await startEmulator();
    const setup = {
      model: 'models/gemini-3.1-flash-live-preview',
      generationConfig: { enableAffectiveDialog: true },
    };
    const silent = refusedBy(emulator, [{ setup }, { clientContent: {} }]);
    const seen = new Promise<void>((resolve) => {
      emulator.on('frame', ({ session }) => session.frames.length === 2 && resolve());
    });
    await seen;
    const [session] = emulator.sessions;
    expect(session?.frames.map(({ direction }) => direction)).toEqual(['in', 'in']);
    session?.drop(1000);
    await silent;
  });

  it('receives a fault of the emulator as one of the vendor', async () => {
    const agent = {
      respond(): never {
        throw new Error('Broken.');
      },
    };
    const client = await openLive(await startEmulator({ agent }));
    client.write('Hello');
    expect(await client.closed).toEqual({ code: 1011, reason: 'Internal error encountered. Broken.' });
  });

  it('can be stalled, and be sent what the protocol did not ask for', async () => {
    const emulator = await startEmulator({ agent: saying('Yes.') });
    const client = await openLive(emulator);
    emulator.sessions[0]?.send({ serverContent: {} });
    emulator.sessions[0]?.send('{"hologram":{}}');
    await client.until('hologram');
    await client.close();
  });
});
