import { describe, expect, it } from 'vitest';
import type { AgentOutput, AgentTurn, DeclaredTool } from './agent.ts';
import { createDefaultAgent } from './default-agent.ts';

const WEATHER: DeclaredTool = {
  name: 'get_weather',
  description: 'Look up the current weather for a city.',
  parameters: {
    type: 'object',
    properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } },
    required: ['city'],
  },
};

const TIMER: DeclaredTool = {
  name: 'setTimer',
  description: 'Starts a countdown.',
  parameters: { type: 'object', properties: { minutes: { type: 'integer' } }, required: ['minutes'] },
};

function answer(text: string, more: Partial<AgentTurn> = {}): readonly AgentOutput[] {
  const turn: AgentTurn = {
    history: [{ role: 'user', text }],
    instructions: '',
    tools: [WEATHER, TIMER],
    toolChoice: 'auto',
    canComment: false,
    ...more,
  };
  return [...(createDefaultAgent().respond(turn, new AbortController().signal) as Iterable<AgentOutput>)];
}

function spoken(outputs: readonly AgentOutput[]): string {
  return outputs.map((output) => (output.type === 'speech' ? output.text : `<${output.name}>`)).join(' ');
}

describe('the default agent', () => {
  it.each([
    ['Hello!', /^Hello/],
    ['good morning', /^Hello/],
    ['How are you?', /fine/],
    ['Thank you very much', /welcome/],
    ['tell me a joke', /\?|latency/],
    ['what is your name', /emulator/],
    ['', /listening/],
    ['I like trains.', /I heard you say: I like trains\. /],
    ['(speech, 1.8 s)', /speak for 1\.8 seconds/],
  ])('answers %j', (text, pattern) => {
    expect(spoken(answer(text))).toMatch(pattern);
  });

  it.each(['Tell me a long story, please.', 'tell me oh long story', 'talk for a long time'])(
    'tells a story of more than twenty seconds for %j',
    (text) => {
      // People speak some three words a second.
      expect(spoken(answer(text)).split(' ').length).toBeGreaterThan(3 * 20);
    },
  );

  it.each([
    ['What is the weather in Paris?', 'get_weather', { city: 'Paris' }],
    ['what is the weather in new york today', 'get_weather', { city: 'New York' }],
    [
      'how is the weather like in berlin in fahrenheit',
      'get_weather',
      { city: 'Berlin In Fahrenheit', unit: 'fahrenheit' },
    ],
    ['set a timer for twenty five minutes', 'setTimer', { minutes: 25 }],
    ['Start a countdown timer of 3 minutes', 'setTimer', { minutes: 3 }],
  ])('calls a tool for %j', (text, name, values) => {
    expect(answer(text)).toEqual([{ type: 'tool-call', name, arguments: values }]);
  });

  it('announces a tool call first, if the model does so', () => {
    const outputs = answer('What is the weather in Paris?', { canComment: true });
    expect(outputs).toMatchObject([{ type: 'speech', purpose: 'comment' }, { type: 'tool-call' }]);
  });

  it('follows the choice of tools', () => {
    const weather = 'What is the weather in Paris?';
    expect(answer(weather, { toolChoice: 'none' })).toMatchObject([{ type: 'speech' }]);
    expect(answer('Hello!', { toolChoice: 'required' })).toMatchObject([{ name: 'get_weather' }]);
    expect(answer(weather, { toolChoice: { name: 'setTimer' } })).toMatchObject([{ name: 'setTimer' }]);
  });

  it.each([
    ['{"temperature":18,"sky":"clear"}', 'Here is what I found: temperature is 18, sky is clear.'],
    ['{"current":{"windSpeed":4}}', 'Here is what I found: wind speed is 4.'],
    ['It is sunny', 'Here is what I found: It is sunny.'],
    ['{"summary":"Clear skies."}', 'Clear skies.'],
    ['{"error":"No such city"}', 'That did not work: No such city.'],
    ['{}', 'It is done.'],
  ])('makes a sentence of the output %s', (output, sentence) => {
    const history = [
      { role: 'user', text: 'What is the weather in Paris?' },
      { role: 'tool', text: output },
    ] as const;
    expect(answer('', { history })).toEqual([{ type: 'speech', text: sentence }]);
  });

  it('speaks of every output when there were several calls', () => {
    const history = [
      { role: 'user', text: 'Both, please' },
      { role: 'tool', text: 'One.' },
      { role: 'tool', text: 'Two.' },
    ] as const;
    expect(spoken(answer('', { history }))).toBe('Here is what I found: One. Here is what I found: Two.');
  });
});
