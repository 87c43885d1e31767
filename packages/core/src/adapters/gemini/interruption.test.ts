import { describe, expect, test } from 'vitest';
import type { ServerEvent } from '../../protocol/server-event.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import {
  agent,
  audio,
  call,
  commandId,
  Connection,
  cut,
  idsOf,
  over,
  types,
  user,
} from './connection-fixtures.ts';

describe('an interruption', () => {
  test('by the user’s voice starts a turn and drops the answer until turnComplete', () => {
    const connection = new Connection().speak();
    const [first] = idsOf(connection.receive(user(' Go'), agent('Once')), 'responseId');
    const events = connection.speak().receive(cut, agent(' upon'), over, user(' Stop'), agent('Fine'));
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

  test('after the end of the generation stops the playback', () => {
    const connection = new Connection().speak();
    connection.receive(user(' Go'), agent('Once'), over);
    expect(types(connection.receive(cut))).toEqual(['speech-started']);
    expect(types(connection.receive(over))).toEqual([]);
  });

  test('by a command of the client is not caused by the voice', () => {
    const byHand = new Connection({ turnDetection: { mode: 'off' } });
    byHand.receive(agent('Once'));
    expect(types(byHand.receive(cut))).toEqual(['output-interrupted']);
    const written = new Connection();
    written.receive(agent('Once'));
    written.send({ type: 'cancel-response', commandId, responseId: null });
    expect(types(written.receive(cut))).toEqual(['output-interrupted']);
  });

  test('that an earlier command expected does not hide a later one by voice', () => {
    const connection = new Connection();
    connection.send({ type: 'cancel-response', commandId, responseId: null });
    connection.receive(agent('Once'));
    expect(types(connection.receive(cut))).toEqual(['speech-started']);
  });
});

describe('an interrupted model turn without turnComplete', () => {
  const audioOf = (events: readonly ServerEvent[]) =>
    events.flatMap((event) => (event.type === 'audio-delta' ? [event.responseId] : []));
  const interruptAnswer = (config: SessionConfig = {}) => {
    const connection = new Connection(config).speak();
    const [first] = idsOf(connection.receive(user(' Go'), agent('Once')), 'responseId');
    connection.speak().receive(cut);
    return { connection, first };
  };

  test('ends when content follows the words of the user, and the next answer is heard', () => {
    const { connection, first } = interruptAnswer();
    const events = connection.receive(agent(' upon'), user(' Stop'), agent('Fine'));
    expect(types(events)).toEqual([
      'input-transcript-delta',
      'response-done',
      'speech-stopped',
      'turn-committed',
      'input-transcript-done',
      'response-started',
      'output-item-added',
      'output-transcript-delta',
      'audio-delta',
    ]);
    expect(events[1]).toMatchObject({ responseId: first, outcome: 'cancelled', reason: 'interrupted' });
    expect(types(connection.receive(agent('.'), over)).at(-1)).toBe('response-done');
  });

  test.each([
    ['the end of speech', { voiceActivity: { type: 'ACTIVITY_END' } }],
    ['a function call', call('c')],
  ])('ends with %s as well', (_, sign) => {
    const { connection, first } = interruptAnswer();
    expect(audioOf(connection.receive(agent(' upon')))).toEqual([]);
    expect(audioOf(connection.receive(sign, agent('Fine')))).toEqual([
      expect.not.stringMatching(first as string),
    ]);
  });

  test('ends when the client commits a turn', () => {
    const { connection, first } = interruptAnswer({ turnDetection: { mode: 'off' } });
    expect(audioOf(connection.receive(agent(' upon')))).toEqual([]);
    connection.send({ type: 'commit-turn', commandId });
    expect(audioOf(connection.receive(agent('Fine')))).toEqual([expect.not.stringMatching(first as string)]);
  });

  test('drops what comes with the interruption, in the frame of the user’s words too', () => {
    const connection = new Connection().speak();
    connection.receive(user(' Go'), agent('Once'));
    const frame = {
      serverContent: { interrupted: true, inputTranscription: { text: ' Stop' }, modelTurn: audio },
    };
    expect(audioOf(connection.receive(frame))).toEqual([]);
    expect(audioOf(connection.receive(agent('Fine')))).toHaveLength(1);
  });
});

describe('a complete generation without turnComplete', () => {
  const generated = { serverContent: { generationComplete: true } };

  test('ends when content follows new words of the user, which are a turn of their own', () => {
    const connection = new Connection().speak();
    const before = connection.receive(user(' What?'), agent('This.'), generated);
    const [question] = idsOf(before, 'itemId');
    const events = connection.speak().receive(user(' And'), user(' then?'), agent('That.'), over);
    expect(events.filter(({ type }) => type === 'response-done')).toMatchObject([
      { outcome: 'completed' },
      { outcome: 'completed' },
    ]);
    const transcripts = events.flatMap((event) =>
      event.type === 'input-transcript-done' ? [[event.itemId, event.transcript]] : [],
    );
    expect(transcripts.slice(-2)).toEqual([
      [question, 'What?'],
      [expect.not.stringMatching(question as string), 'And then?'],
    ]);
  });

  test('stays one turn when only late words of the user follow', () => {
    const connection = new Connection().speak();
    const events = connection.receive(user(' What'), agent('This.'), generated, user(' now?'), over);
    expect(types(events).filter((type) => type === 'response-done')).toHaveLength(1);
    expect(events.findLast(({ type }) => type === 'input-transcript-done')).toMatchObject({
      transcript: 'What now?',
    });
  });
});
