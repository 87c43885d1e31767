import { describe, expect, test } from 'vitest';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { WireCodec } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { READERS } from './decode.ts';
import { SERVER_FIXTURES } from './fixtures.ts';
import type { GeminiOptions } from './options.ts';
import { createWire } from './wire.ts';

const commandId = 'cmd_1';
const audio = { parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data: 'AAEC/w==' } }] };
const user = (text: string) => ({ serverContent: { inputTranscription: { text } } });
const agent = (text: string) => ({ serverContent: { outputTranscription: { text }, modelTurn: audio } });
const over = { serverContent: { turnComplete: true } };
const cut = { serverContent: { interrupted: true } };
const call = (id: string) => ({ toolCall: { functionCalls: [{ id, name: 'get_time', args: {} }] } });

class Wire {
  readonly codec: WireCodec;

  constructor(config: SessionConfig = {}, options: GeminiOptions = {}, connection = 0) {
    this.codec = createWire(options).createCodec({ connection, resumeHandle: null });
    this.send({ type: 'configure', commandId, config, isInitial: true });
    this.hear({ setupComplete: {} });
  }

  send(command: ClientCommand): void {
    this.codec.encode(command);
  }

  speak(): this {
    this.send({ type: 'append-audio', audio: new Uint8Array(640) });
    return this;
  }

  hear(...frames: readonly object[]): readonly ServerEvent[] {
    return frames.flatMap((frame) => this.codec.decode(JSON.stringify(frame)));
  }
}

const types = (events: readonly ServerEvent[]) => events.map(({ type }) => type);
const idsOf = (events: readonly ServerEvent[], name: string) => [
  ...new Set(events.flatMap((event) => (name in event ? [String((event as never)[name])] : []))),
];

test('every message of the server has a fixture', () => {
  const shown = new Set(SERVER_FIXTURES.flatMap(({ frame }) => Object.keys(frame)));
  expect(Object.keys(READERS).filter((name) => !shown.has(name))).toEqual([]);
});

test('what was asked for is what is in force', () => {
  const codec = createWire({ model: 'gemini-3.1-flash-live-preview' }).createCodec();
  codec.encode({ type: 'configure', commandId, config: { voice: 'Kore' }, isInitial: true });
  expect(codec.decode('{"setupComplete":{}}')).toMatchObject([
    { turnDetection: { mode: 'server' }, model: 'gemini-3.1-flash-live-preview', voice: 'Kore' },
  ]);
});

describe('a spoken turn', () => {
  test('is closed by the answer, which has one id from its first word to its end', () => {
    const events = new Wire()
      .speak()
      .hear(
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

  test('has its place in front of the answer, also when its words come late', () => {
    const events = new Wire().speak().hear(agent('Well'), user(' What'), user(' now?'), over);
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

  test('whose words come even later is told again as a whole', () => {
    const events = new Wire().speak().hear(user(' What'), agent('Well'), user(' now?'));
    expect(events.at(-1)).toMatchObject({ type: 'input-transcript-done', transcript: 'What now?' });
  });

  test('of which no words come does not wait for ever', () => {
    expect(types(new Wire().speak().hear(agent('Well'), over))).toContain('input-transcript-failed');
    expect(types(new Wire({ transcription: 'off' }).speak().hear(agent('Well'), over))).not.toContain(
      'input-transcript-failed',
    );
  });

  test('is no turn where nobody was heard, or where something else was asked', () => {
    expect(types(new Wire().hear(agent('Hello')))).not.toContain('turn-committed');
    const wire = new Wire().speak();
    const item = {
      type: 'message',
      id: 'i',
      role: 'user',
      status: 'completed',
      content: [{ type: 'text', text: 'Hi' }],
    } as const;
    wire.send({ type: 'create-item', commandId, item, isAnswered: true });
    expect(types(wire.hear(agent('Hello')))).not.toContain('turn-committed');
  });

  test('that is told by the voice begins and ends once', () => {
    const start = { voiceActivity: { type: 'ACTIVITY_START', audioOffset: '1s' } };
    const signal = { voiceActivityDetectionSignal: { vadSignalType: 'VAD_SIGNAL_TYPE_SOS' } };
    const end = { voiceActivity: { type: 'ACTIVITY_END', audioOffset: '2.5s' } };
    const events = new Wire().speak().hear(start, signal, end, user(' Hi'), agent('Hello'));
    expect(types(events).filter((type) => type.startsWith('speech'))).toEqual([
      'speech-started',
      'speech-stopped',
    ]);
    expect(events[1]).toMatchObject({ audioEndMs: 2500 });
    expect(idsOf(events, 'itemId')).toHaveLength(2);
  });

  test('that is opened by hand ends by hand', () => {
    const wire = new Wire({ turnDetection: { mode: 'off' } });
    wire.send({ type: 'begin-turn', commandId });
    wire.speak().send({ type: 'commit-turn', commandId });
    expect(types(wire.hear(user(' Hi'), agent('Hello')))).not.toContain('speech-stopped');
  });

  test('that is thrown away brings neither words nor an answer, and the next one does', () => {
    const wire = new Wire({ turnDetection: { mode: 'off' } });
    wire.send({ type: 'begin-turn', commandId });
    wire.speak().send({ type: 'clear-input', commandId });
    expect(types(wire.hear(user(' Never mind'), agent('Right'), call('c'), cut))).toEqual([
      'output-interrupted',
    ]);
    const usage = { usageMetadata: { promptTokenCount: 5 } };
    expect(types(wire.hear({ ...over, ...usage }))).toEqual(['response-started', 'response-done']);
    wire.send({ type: 'begin-turn', commandId });
    wire.speak().send({ type: 'commit-turn', commandId });
    expect(types(wire.hear(user(' Hi'), agent('Hello')))).toContain('audio-delta');
  });
});

describe('an interruption', () => {
  test('by voice starts the user’s turn and silences the answer until its end', () => {
    const wire = new Wire().speak();
    const [first] = idsOf(wire.hear(user(' Tell'), agent('Once')), 'responseId');
    const events = wire.speak().hear(cut, agent(' upon'), over, user(' Stop'), agent('Fine'));
    expect(types(events)).toEqual([
      'speech-started',
      'response-done',
      'input-transcript-delta',
      'speech-stopped',
      'turn-committed',
      'input-transcript-done',
      'response-started',
      'output-item-added',
      'output-transcript-delta',
      'audio-delta',
    ]);
    expect(events[1]).toMatchObject({ responseId: first, outcome: 'cancelled', reason: 'interrupted' });
  });

  test('behind the end of the generation cuts what is still playing', () => {
    const wire = new Wire().speak();
    wire.hear(user(' Tell'), agent('Once'), over);
    expect(types(wire.hear(cut))).toEqual(['speech-started']);
    expect(types(wire.hear(over))).toEqual([]);
  });

  test('by hand, or by what is written, is no voice', () => {
    const byHand = new Wire({ turnDetection: { mode: 'off' } });
    byHand.hear(agent('Once'));
    expect(types(byHand.hear(cut))).toEqual(['output-interrupted']);
    const written = new Wire();
    written.hear(agent('Once'));
    written.send({ type: 'cancel-response', commandId, responseId: null });
    expect(types(written.hear(cut))).toEqual(['output-interrupted']);
  });

  test('of an earlier command does not hide the voice of a later one', () => {
    const wire = new Wire();
    wire.send({ type: 'cancel-response', commandId, responseId: null });
    wire.hear(agent('Once'));
    expect(types(wire.hear(cut))).toEqual(['speech-started']);
  });
});

describe('a tool', () => {
  test('is called once, and what is said behind it is another item', () => {
    const events = new Wire().hear(agent('Let me look.'), call('c'), call('c'), agent('It is noon.'), over);
    expect(types(events).filter((type) => type === 'tool-call-requested')).toHaveLength(1);
    expect(types(events).filter((type) => type === 'output-item-added')).toHaveLength(2);
    const said = events.filter(({ type }) => type === 'output-transcript-delta');
    expect(idsOf(said, 'itemId')).toHaveLength(2);
    expect(idsOf(events, 'responseId')).toHaveLength(1);
  });

  test('that the vendor takes back gives nothing', () => {
    const wire = new Wire();
    wire.hear(call('c'), { toolCallCancellation: { ids: ['c'] } });
    const output = { itemId: 'i', callId: 'c', name: 'get_time', output: '1', isError: false };
    expect(wire.codec.encode({ type: 'send-tool-output', commandId, ...output })).toEqual([]);
  });

  test('that was called without an id is answered without one', () => {
    const wire = new Wire();
    const [, request] = wire.hear({ toolCall: { functionCalls: [{ name: 'get_time' }] } });
    const callId = request?.type === 'tool-call-requested' ? request.callId : '';
    const output = { itemId: 'i', callId, name: 'get_time', output: '1', isError: false };
    const [frame] = wire.codec.encode({ type: 'send-tool-output', commandId, ...output });
    expect(JSON.parse(String(frame))).toEqual({
      toolResponse: { functionResponses: [{ name: 'get_time', response: { output: 1 } }] },
    });
  });

  test('whose result is spoken about makes no turn of the user', () => {
    const wire = new Wire().speak();
    wire.hear(user(' Time?'), call('c'), over);
    wire.speak();
    wire.send({
      type: 'send-tool-output',
      commandId,
      itemId: 'i',
      callId: 'c',
      name: 'get_time',
      output: '1',
      isError: false,
    });
    expect(types(wire.hear(agent('Noon.')))).toEqual([
      'response-started',
      'output-item-added',
      'output-transcript-delta',
      'audio-delta',
    ]);
  });

  test('that was waited for leaves the next turn to the user', () => {
    const wire = new Wire({}, { tools: { get_time: { behavior: 'blocking' } } }).speak();
    wire.hear(user(' Time?'), call('c'));
    wire.send({
      type: 'send-tool-output',
      commandId,
      itemId: 'i',
      callId: 'c',
      name: 'get_time',
      output: '1',
      isError: false,
    });
    wire.hear(agent('Noon.'), over);
    const [turn] = idsOf(wire.speak().hear(agent('Yes?'), user(' Thanks')), 'itemId');
    expect(turn).toMatch(/^user/);
  });

  test('without a name is malformed', () => {
    expect(types(new Wire().hear({ toolCall: { functionCalls: [{ id: 'c' }] } }))).toEqual(['malformed']);
  });
});

describe('an agent that is not done', () => {
  const busy = { serverContent: { turnComplete: true, interactionStatus: 'IN_PROGRESS' } };

  test('answers on, and is idle only when it says so', () => {
    const wire = new Wire();
    const filler = wire.hear(agent('One moment.'), busy);
    expect(types(filler).slice(-2)).toEqual(['response-started', 'response-done']);
    const answer = wire.hear(call('c'), agent('Noon.'), {
      serverContent: { turnComplete: true, interactionStatus: 'IDLE' },
    });
    expect(types(answer)).not.toContain('response-started');
    expect(types(answer).at(-1)).toBe('response-done');
  });

  test('may say alone that it is', () => {
    const wire = new Wire();
    wire.hear(agent('One moment.'), busy);
    expect(types(wire.hear({ interactionStatus: 'REQUIRES_ACTION' }))).toEqual(['response-done']);
    expect(types(wire.hear({ interactionStatus: 'IDLE' }))).toEqual([]);
  });

  test('is done when it was interrupted', () => {
    const wire = new Wire();
    wire.hear(agent('One moment.'));
    expect(types(wire.hear(cut, busy))).toEqual(['speech-started', 'response-done']);
  });
});

describe('frames', () => {
  test('of two connections of a session make different ids', () => {
    const ids = [1, 2].map((connection) => idsOf(new Wire({}, {}, connection).hear(agent('Hi')), 'itemId'));
    expect(ids[0]).not.toEqual(ids[1]);
  });

  test.each([['audio/pcm;rate=16000'], ['audio/opus']])('with audio as %s are malformed', (mimeType) => {
    const parts = [{ inlineData: { mimeType, data: 'AAEC/w==' } }];
    expect(types(new Wire().hear({ serverContent: { modelTurn: { parts } } }))).toEqual(['malformed']);
  });

  test('without end are refused unread', () => {
    expect(types(new Wire().codec.decode(`{"x":"${'y'.repeat(64 * 1024 * 1024)}"}`))).toEqual(['malformed']);
  });

  test('that name what every object has are unknown', () => {
    for (const name of ['constructor', 'toString']) {
      expect(new Wire().codec.decode(`{"${name}":{}}`)).toEqual([{ type: 'unknown', wireType: name }]);
    }
  });

  test('with words that come behind the end of the audio belong to the same item', () => {
    const events = new Wire().hear(
      agent('Hello'),
      { serverContent: { generationComplete: true } },
      {
        serverContent: { outputTranscription: { text: ' there' } },
      },
    );
    expect(idsOf(events, 'itemId')).toHaveLength(1);
  });
});
