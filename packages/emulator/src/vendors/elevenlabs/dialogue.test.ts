import { floatToPcm16 } from '@repartee/core/audio';
import { createManualClock } from '@repartee/core/testing';
import { expect, it } from 'vitest';
import { createScriptedRecognizer, createToneVoice, tone } from '../../../test/fake-speech.ts';
import type { AgentOutput } from '../../agent/agent.ts';
import { FaultInjector } from '../../faults/fault-injector.ts';
import { SessionLog } from '../../session-log.ts';
import { AgentCatalog } from './agents.ts';
import type { MediaOutput } from './media-output.ts';
import { Dialogue } from './dialogue.ts';
import type { Wire } from './frames.ts';

/** A dialogue whose audio goes to a media output that the test plays. */
function startDialogue(respond: () => Iterable<AgentOutput>, firstMessage = '') {
  const clock = createManualClock();
  const sent: (Wire & { readonly type: string })[] = [];
  const pushed: string[] = [];
  const open = new Map<string, number>();
  let drained = () => {};
  const output: MediaOutput = {
    play(item, bytes) {
      pushed.push(item);
      open.set(item, (open.get(item) ?? 0) + bytes.length / 96);
    },
    endItem: () => {},
    get isSpeaking() {
      return open.size > 0;
    },
    clear() {
      // Nine tenths of a second of the first have gone out, and nothing of those behind it.
      const played = Object.fromEntries([...open.keys()].map((item, index) => [item, index === 0 ? 900 : 0]));
      open.clear();
      return Promise.resolve(played);
    },
    drain: () => {
      sent.push({ type: 'waiting' });
      return new Promise((resolve) => (drained = resolve));
    },
  };
  const dialogue = new Dialogue({
    context: {
      agent: { respond },
      voice: createToneVoice(),
      recognizer: createScriptedRecognizer(['stop']),
      clock,
      timing: { latencyMs: 0, jitterMs: 0, pace: Infinity, sessionCapMs: null },
      usageReports: 'prompt',
      resumeRules: 'lenient',
      log: new SessionLog(),
      faults: new FaultInjector(new Map()),
      apiKeys: [],
      createRandom: () => () => 0.9,
      wallClock: () => clock.now(),
    },
    random: () => 0.9,
    agent: new AgentCatalog(() => 0.9).find('agent_1'),
    isTextOnly: false,
    firstMessage,
    prompt: '',
    voiceId: 'slt',
    speed: 1,
    output,
    onSpeech: () => {},
    send: (type, payload = {}) => void sent.push({ type, ...payload }),
    later: () => () => {},
    hangUp: () => void sent.push({ type: 'hang-up' }),
    fail: (error) => void sent.push({ type: 'failed', error }),
  });
  const types = () => sent.map(({ type }) => type);
  const speak = () => {
    for (let at = 0; at < 10; at += 1) dialogue.pushAudio(floatToPcm16(tone(20, 48_000)));
  };
  return { dialogue, sent, types, pushed, speak, drain: () => drained() };
}

const COMPLETE = 'agent_response_complete';

it('sends the times of the letters, and the audio on the media output only', async () => {
  const { dialogue, sent, types, pushed } = startDialogue(() => [{ type: 'speech', text: 'One two three.' }]);
  dialogue.read('hello');
  await expect.poll(types).toContain(COMPLETE);
  const sounds = sent.filter(({ type }) => type === 'audio').map((event) => event['audio_event'] as Wire);
  expect(sounds.length).toBe(pushed.length);
  expect(new Set(sounds.map((sound) => sound['audio_base_64']))).toEqual(new Set(['']));
  expect(sounds.flatMap((sound) => (sound['alignment'] as { chars: string[] }).chars).join('')).toBe(
    'One two three.',
  );
});

it('corrects each message by what went out of it', async () => {
  const words = 'One two three four five six seven eight nine ten.';
  const outputs: AgentOutput[] = [
    { type: 'speech', text: words },
    { type: 'speech', text: 'And so on.' },
  ];
  const { dialogue, sent, types, speak } = startDialogue(() => outputs);
  dialogue.read('count');
  await expect.poll(types).toContain(COMPLETE);
  speak();
  await expect.poll(() => types().filter((type) => type === 'agent_response_correction')).toHaveLength(2);
  const corrections = sent.filter(({ type }) => type === 'agent_response_correction');
  expect(corrections.map((event) => event['agent_response_correction_event'])).toMatchObject([
    { original_agent_response: words, corrected_agent_response: 'One two three four five' },
    { original_agent_response: 'And so on.', corrected_agent_response: '' },
  ]);
  expect(types().filter((type) => type === 'interruption')).toHaveLength(1);
});

it('hangs up when its goodbye has been heard', async () => {
  const { dialogue, types, drain } = startDialogue(() => [{ type: 'speech', text: 'Goodbye.' }]);
  dialogue.read('bye');
  await expect.poll(types).toContain('waiting');
  expect(types()).not.toContain('agent_tool_response');
  drain();
  await expect.poll(types).toContain('hang-up');
  expect(types().indexOf('agent_tool_response')).toBeLessThan(types().indexOf('hang-up'));
});

it('falls silent for a turn that is answered while another is spoken', async () => {
  const { dialogue, types, speak, pushed } = startDialogue(() => [
    { type: 'speech', text: 'One two three.' },
  ]);
  speak();
  dialogue.read('hello');
  await expect.poll(types).toContain(COMPLETE);
  for (let at = 0; at < 60; at += 1) dialogue.pushAudio(new Uint8Array(1_920));
  await expect.poll(() => new Set(pushed).size).toBe(2);
  expect(types().filter((type) => type === 'interruption')).toHaveLength(1);
});

it('answers a user who writes before it has begun, in place of its first message', async () => {
  const { dialogue, sent, types } = startDialogue(
    () => [{ type: 'speech', text: 'It is snowing.' }],
    'Hello!',
  );
  dialogue.read('What is the weather like?');
  dialogue.start();
  await expect.poll(types).toContain(COMPLETE);
  const answers = sent.filter(({ type }) => type === 'agent_response');
  expect(answers).toMatchObject([{ agent_response_event: { agent_response: 'It is snowing.' } }]);
});
