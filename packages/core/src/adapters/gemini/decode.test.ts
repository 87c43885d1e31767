import { describe, expect, test } from 'vitest';
import { createAdapter } from './adapter.ts';
import { agent, call, commandId, Connection, cut, idsOf, over, types, user } from './connection-fixtures.ts';
import { SERVER_FIXTURES } from './fixtures.ts';
import type { WireServerMessages } from './wire-types.ts';

/** Every message of the server; a new one does not compile until it is named here. */
const MESSAGES: Readonly<Record<keyof WireServerMessages, true>> = {
  setupComplete: true,
  usageMetadata: true,
  voiceActivity: true,
  voiceActivityDetectionSignal: true,
  toolCall: true,
  toolCallCancellation: true,
  serverContent: true,
  interactionStatus: true,
  sessionResumptionUpdate: true,
  goAway: true,
};

test('every message of the server has a fixture', () => {
  const shown = new Set(SERVER_FIXTURES.flatMap(({ frame }) => Object.keys(frame)));
  expect(Object.keys(MESSAGES).filter((name) => !shown.has(name))).toEqual([]);
});

test('session-configured repeats the configuration that was sent', () => {
  const codec = createAdapter({ model: 'gemini-3.1-flash-live-preview' }).createCodec();
  codec.encode({ type: 'configure', commandId, config: { voice: 'Kore' }, isInitial: true });
  expect(codec.decode('{"setupComplete":{}}')).toMatchObject([
    { turnDetection: { mode: 'server' }, model: 'gemini-3.1-flash-live-preview', voice: 'Kore' },
  ]);
});

describe('a spoken turn', () => {
  test('ends with the answer, which has one id from its first word to its end', () => {
    const events = new Connection()
      .speak()
      .receive(
        user(' What'),
        user(' now?'),
        agent('Well'),
        agent(', this.'),
        { serverContent: { generationComplete: true } },
        over,
      );
    expect(types(events)).toEqual([
      'input-transcript-delta',
      'input-transcript-delta',
      'speech-stopped',
      'turn-committed',
      'input-transcript-done',
      'response-started',
      'output-item-added',
      'output-transcript-delta',
      'audio-delta',
      'output-transcript-delta',
      'audio-delta',
      'audio-done',
      'response-done',
    ]);
    expect(events[4]).toMatchObject({ transcript: 'What now?' });
    expect(idsOf(events, 'responseId')).toHaveLength(1);
    expect(idsOf(events, 'itemId')).toHaveLength(2);
  });

  test('stands in front of the answer, also when its words come late', () => {
    const events = new Connection().speak().receive(agent('Well'), user(' What'), user(' now?'), over);
    const [turn] = idsOf(events, 'itemId');
    expect(types(events).indexOf('turn-committed')).toBeLessThan(types(events).indexOf('response-started'));
    expect(
      events.filter((event) => 'itemId' in event && event.itemId === turn).map(({ type }) => type),
    ).toEqual([
      'speech-stopped',
      'turn-committed',
      'input-transcript-delta',
      'input-transcript-delta',
      'input-transcript-done',
    ]);
  });

  test('gets a new transcript when more of its words come during the answer', () => {
    const events = new Connection().speak().receive(user(' What'), agent('Well'), user(' now?'));
    expect(events.at(-1)).toMatchObject({ type: 'input-transcript-done', transcript: 'What now?' });
  });

  test('without words fails its transcript when the answer ends', () => {
    expect(types(new Connection().speak().receive(agent('Well'), over))).toContain('input-transcript-failed');
    expect(
      types(new Connection({ transcription: 'off' }).speak().receive(agent('Well'), over)),
    ).not.toContain('input-transcript-failed');
  });

  test('is not assumed without audio, or after a text message', () => {
    expect(types(new Connection().receive(agent('Hello')))).not.toContain('turn-committed');
    const connection = new Connection().speak();
    const item = {
      type: 'message',
      id: 'i',
      role: 'user',
      status: 'completed',
      content: [{ type: 'text', text: 'Hi' }],
    } as const;
    connection.send({ type: 'create-item', commandId, item, respond: 'answer' });
    expect(types(connection.receive(agent('Hello')))).not.toContain('turn-committed');
  });

  test('starts and stops once with the events of voice activity', () => {
    const start = { voiceActivity: { type: 'ACTIVITY_START', audioOffset: '1s' } };
    const signal = { voiceActivityDetectionSignal: { vadSignalType: 'VAD_SIGNAL_TYPE_SOS' } };
    const end = { voiceActivity: { type: 'ACTIVITY_END', audioOffset: '2.5s' } };
    const events = new Connection().speak().receive(start, signal, end, user(' Hi'), agent('Hello'));
    expect(types(events).filter((type) => type.startsWith('speech'))).toEqual([
      'speech-started',
      'speech-stopped',
    ]);
    expect(events[1]).toMatchObject({ audioEndMs: 2500 });
    expect(idsOf(events, 'itemId')).toHaveLength(2);
  });

  test('that the client opened gets no speech-stopped', () => {
    const connection = new Connection({ turnDetection: { mode: 'off' } });
    connection.send({ type: 'begin-turn', commandId });
    connection.speak().send({ type: 'commit-turn', commandId });
    expect(types(connection.receive(user(' Hi'), agent('Hello')))).not.toContain('speech-stopped');
  });

  test('that the client discards has no words and no answer, and the next one has both', () => {
    const connection = new Connection({ turnDetection: { mode: 'off' } });
    connection.send({ type: 'begin-turn', commandId });
    connection.speak().send({ type: 'clear-input', commandId });
    expect(types(connection.receive(user(' Never mind'), agent('Right'), call('c'), cut))).toEqual([
      'output-interrupted',
    ]);
    const usage = { usageMetadata: { promptTokenCount: 5 } };
    expect(types(connection.receive({ ...over, ...usage }))).toEqual(['response-started', 'response-done']);
    connection.send({ type: 'begin-turn', commandId });
    connection.speak().send({ type: 'commit-turn', commandId });
    expect(types(connection.receive(user(' Hi'), agent('Hello')))).toContain('audio-delta');
  });
});

describe('a tool', () => {
  test('is requested once, and the words after it are another item', () => {
    const events = new Connection().receive(
      agent('Let me look.'),
      call('c'),
      call('c'),
      agent('It is noon.'),
      over,
    );
    expect(types(events).filter((type) => type === 'tool-call-requested')).toHaveLength(1);
    expect(types(events).filter((type) => type === 'output-item-added')).toHaveLength(2);
    const deltas = events.filter(({ type }) => type === 'output-transcript-delta');
    expect(idsOf(deltas, 'itemId')).toHaveLength(2);
    expect(idsOf(events, 'responseId')).toHaveLength(1);
  });

  test('that Gemini cancels gets no result', () => {
    const connection = new Connection();
    connection.receive(call('c'), { toolCallCancellation: { ids: ['c'] } });
    const output = { itemId: 'i', callId: 'c', name: 'get_time', output: '1', isError: false };
    expect(connection.codec.encode({ type: 'send-tool-output', commandId, ...output })).toEqual([]);
  });

  test('that was called without an id gets a result without one', () => {
    const connection = new Connection();
    const [, request] = connection.receive({ toolCall: { functionCalls: [{ name: 'get_time' }] } });
    const callId = request?.type === 'tool-call-requested' ? request.callId : '';
    const output = { itemId: 'i', callId, name: 'get_time', output: '1', isError: false };
    const [frame] = connection.codec.encode({ type: 'send-tool-output', commandId, ...output });
    expect(JSON.parse(String(frame))).toEqual({
      toolResponse: { functionResponses: [{ name: 'get_time', response: { output: 1 } }] },
    });
  });

  test('result that the model speaks about is no turn of the user', () => {
    const connection = new Connection().speak();
    connection.receive(user(' Time?'), call('c'), over);
    connection.speak();
    connection.send({
      type: 'send-tool-output',
      commandId,
      itemId: 'i',
      callId: 'c',
      name: 'get_time',
      output: '1',
      isError: false,
    });
    expect(types(connection.receive(agent('Noon.')))).toEqual([
      'response-started',
      'output-item-added',
      'output-transcript-delta',
      'audio-delta',
    ]);
  });

  test('result that the model waited for leaves the next turn to the user', () => {
    const connection = new Connection({}, { tools: { get_time: { behavior: 'blocking' } } }).speak();
    connection.receive(user(' Time?'), call('c'));
    connection.send({
      type: 'send-tool-output',
      commandId,
      itemId: 'i',
      callId: 'c',
      name: 'get_time',
      output: '1',
      isError: false,
    });
    connection.receive(agent('Noon.'), over);
    const [turn] = idsOf(connection.speak().receive(agent('Yes?'), user(' Thanks')), 'itemId');
    expect(turn).toMatch(/^user/);
  });

  test('whose arguments are nested too deeply is requested with text that is not JSON', () => {
    const args = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const frame = `{"toolCall":{"functionCalls":[{"id":"c","name":"get_time","args":${args}}]}}`;
    const request = new Connection().codec.decode(frame).find(({ type }) => type === 'tool-call-requested');
    expect(request).toMatchObject({ argumentsText: '(a value of more than 100 levels)' });
  });

  test('without a name is malformed', () => {
    expect(types(new Connection().receive({ toolCall: { functionCalls: [{ id: 'c' }] } }))).toEqual([
      'malformed',
    ]);
  });
});

describe('interactionStatus', () => {
  const busy = { serverContent: { turnComplete: true, interactionStatus: 'IN_PROGRESS' } };

  test('IN_PROGRESS opens the next response at once, and IDLE ends it', () => {
    const connection = new Connection();
    const filler = connection.receive(agent('One moment.'), busy);
    expect(types(filler).slice(-2)).toEqual(['response-started', 'response-done']);
    const answer = connection.receive(call('c'), agent('Noon.'), {
      serverContent: { turnComplete: true, interactionStatus: 'IDLE' },
    });
    expect(types(answer)).not.toContain('response-started');
    expect(types(answer).at(-1)).toBe('response-done');
  });

  test('alone in a frame ends the open response', () => {
    const connection = new Connection();
    connection.receive(agent('One moment.'), busy);
    expect(types(connection.receive({ interactionStatus: 'REQUIRES_ACTION' }))).toEqual(['response-done']);
    expect(types(connection.receive({ interactionStatus: 'IDLE' }))).toEqual([]);
  });

  test('IN_PROGRESS opens no response after an interruption', () => {
    const connection = new Connection();
    connection.receive(agent('One moment.'));
    expect(types(connection.receive(cut, busy))).toEqual(['speech-started', 'response-done']);
  });
});

describe('frames', () => {
  test('of two connections of a session have different ids', () => {
    const ids = [1, 2].map((connection) =>
      idsOf(new Connection({}, {}, connection).receive(agent('Hi')), 'itemId'),
    );
    expect(ids[0]).not.toEqual(ids[1]);
  });

  test.each([['audio/pcm;rate=16000'], ['audio/opus']])('with audio as %s are malformed', (mimeType) => {
    const parts = [{ inlineData: { mimeType, data: 'AAEC/w==' } }];
    expect(types(new Connection().receive({ serverContent: { modelTurn: { parts } } }))).toEqual([
      'malformed',
    ]);
  });

  test('named like the fields of every object are unknown', () => {
    for (const name of ['constructor', 'toString']) {
      expect(new Connection().codec.decode(`{"${name}":{}}`)).toEqual([{ type: 'unknown', wireType: name }]);
    }
  });

  test('with words behind the end of the audio belong to the same item', () => {
    const events = new Connection().receive(
      agent('Hello'),
      { serverContent: { generationComplete: true } },
      {
        serverContent: { outputTranscription: { text: ' there' } },
      },
    );
    expect(idsOf(events, 'itemId')).toHaveLength(1);
  });
});
