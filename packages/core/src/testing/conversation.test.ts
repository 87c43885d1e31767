/* oxlint-disable vitest/expect-expect -- a conversation asserts by verbs of its own */
import { describe, expect, it } from 'vitest';
import { defineTool } from '../runtime/client-tool.ts';
import { conversation } from './conversation.ts';

describe('a told conversation', () => {
  it('drives a real session from words to a transcript', async () => {
    const { server, speaker } = await conversation()
      .connect()
      .user.says('What is the weather?')
      .expectPhase('thinking')
      .agent.says('It is sunny today')
      .expectPhase('listening')
      .expectTranscript([{ user: 'What is the weather?' }, { agent: 'It is sunny today' }]);
    expect(server.receivedBytes).toBeGreaterThan(0.8 * 48_000);
    expect(speaker.rendered.map(({ heardMs }) => heardMs)).toEqual([800]);
  });

  it('cuts an answer after the word that it names', async () => {
    await conversation()
      .connect()
      .user.says('What is the weather?')
      .agent.says('It is sunny today', { interruptAfterWord: 2 })
      .expectPhase('user-speaking')
      .expectCommands('configure', 'truncate-item')
      .user.says('Thank you')
      .expectTranscript([
        { user: 'What is the weather?' },
        { agent: 'It is', isInterrupted: true },
        { user: 'Thank you' },
      ]);
  });

  it('takes turns by hand where the session does', async () => {
    await conversation({ inputMode: 'push-to-talk' })
      .connect()
      .user.says('What is the weather?')
      .agent.says('Sunny.')
      .expectCommands('configure', 'begin-turn', 'commit-turn', 'create-response')
      .expectTranscript([{ user: 'What is the weather?' }, { agent: 'Sunny.' }]);
  });

  it('calls a tool and goes on with its result', async () => {
    const weather = defineTool<{ place: string }>({
      name: 'get_weather',
      execute: ({ place }) => `It is sunny in ${place}.`,
    });
    await conversation({ tools: [weather] })
      .connect()
      .user.writes('What is the weather in Paris?')
      .agent.calls('get_weather', { place: 'Paris' })
      .agent.says('Sunny, they say.')
      .expectCommands('configure', 'create-item', 'create-response', 'send-tool-output', 'create-response')
      .expectTranscript([
        { user: 'What is the weather in Paris?' },
        { tool: 'get_weather', output: 'It is sunny in Paris.', state: 'succeeded' },
        { agent: 'Sunny, they say.' },
      ]);
  });

  it('answers in writing', async () => {
    await conversation({ config: { outputModality: 'text' }, microphone: false })
      .connect()
      .user.writes('Hello')
      .agent.writes('Hello to you.')
      .expectTranscript([{ user: 'Hello' }, { agent: 'Hello to you.' }]);
  });

  it('says what is different when a transcript, a phase or the commands are', async () => {
    const told = () => conversation().connect().user.writes('Hello');
    await expect(told().expectTranscript([{ user: 'Good-bye' }])).rejects.toMatchObject({
      message: expect.stringContaining('The transcript is another than expected'),
      expected: [{ user: 'Good-bye' }],
      actual: [{ user: 'Hello' }],
    });
    await expect(told().expectPhase('speaking')).rejects.toThrow('The phase is another than expected');
    await expect(told().expectCommands('configure')).rejects.toThrow(
      'Other commands were sent than expected',
    );
  });

  it('goes on where it was awaited', async () => {
    const story = conversation().connect();
    await story;
    const { session } = await story.user.writes('Hello').agent.says('Hello!');
    expect(session.store.getState().transcript.order).toHaveLength(2);
  });
});
