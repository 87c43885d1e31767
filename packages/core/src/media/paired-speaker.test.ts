import { expect, it } from 'vitest';
import { encodeAudio } from '../audio/wire-audio.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { settle } from '../testing/settle.ts';
import { createPairedSpeaker } from './paired-speaker.ts';

const FORMAT = { encoding: 'pcm16', sampleRateHz: 16_000 } as const;
const FAILURE = new RealtimeError('worklet-failed', 'The worklet could not be loaded.');

/** @returns 100 ms of a tone. */
function tone() {
  return encodeAudio(
    Float32Array.from({ length: 1_600 }, (_, n) => 0.3 * Math.sin(n / 6)),
    FORMAT,
  );
}

async function open() {
  const clock = createManualClock();
  const [call, own] = [createFakeSpeaker({ clock }), createFakeSpeaker({ clock })];
  const events: string[] = [];
  const controller = new AbortController();
  const speaker = await createPairedSpeaker({ call, own }).open({
    format: FORMAT,
    volume: 1,
    signal: controller.signal,
    listener: {
      onItemStarted: ({ itemId }) => events.push(`started ${itemId}`),
      onPlayhead: () => {},
      onItemFinished: ({ itemId, heardMs }) => events.push(`finished ${itemId} ${Math.round(heardMs)}`),
      onDrained: () => events.push('drained'),
      onBlockedChange: () => {},
      onLost: ({ code }) => events.push(code),
    },
  });
  const advance = async (ms: number) => {
    await settle();
    clock.advance(ms);
    await settle();
  };
  return { call, own, events, controller, speaker, advance };
}

it('reports one error when the own half cannot open, and still drains', async () => {
  const { own, events, speaker, advance } = await open();
  own.failNext(FAILURE);
  for (let n = 0; n < 50; n += 1) speaker.play('say-1', tone());
  await advance(0);
  for (let n = 0; n < 50; n += 1) speaker.play('say-1', tone());
  speaker.endItem('say-1');
  await advance(1_000);
  expect(events).toEqual(['worklet-failed', 'finished say-1 0', 'drained']);
  expect(own.opened).toBe(0);
});

it('ends an item whose audio was complete before the own half failed to open', async () => {
  const { own, events, speaker, advance } = await open();
  own.failNext(FAILURE);
  speaker.play('say-1', tone());
  speaker.endItem('say-1');
  await advance(0);
  expect(events).toEqual(['worklet-failed', 'finished say-1 0', 'drained']);
});

it('opens the own half again for the next item', async () => {
  const { own, events, speaker, advance } = await open();
  own.failNext(FAILURE);
  speaker.play('say-1', tone());
  await advance(0);
  speaker.play('say-2', tone());
  await advance(0);
  // The rest of the first item is not played: its beginning is missing.
  speaker.play('say-1', tone());
  speaker.endItem('say-1');
  speaker.endItem('say-2');
  await advance(1_000);
  expect(events).toEqual([
    'worklet-failed',
    'finished say-1 0',
    'started say-2',
    'finished say-2 100',
    'drained',
  ]);
});

it('opens the own half again after its audio thread has died', async () => {
  const { own, events, speaker, advance } = await open();
  speaker.play('say-1', tone());
  speaker.play('say-1', tone());
  await advance(150);
  own.lose();
  expect(own.closed).toBe(1);
  speaker.play('say-2', tone());
  speaker.endItem('say-1');
  speaker.endItem('say-2');
  await advance(1_000);
  expect(events).toEqual([
    'started say-1',
    'worklet-failed',
    expect.stringMatching(/^finished say-1 [1-9]/),
    'started say-2',
    'finished say-2 100',
    'drained',
  ]);
});

it('drops late audio of a flushed item, so that the call can drain', async () => {
  const { events, speaker, advance, own } = await open();
  speaker.play('say-1', tone());
  const heard = speaker.flush();
  await advance(100);
  expect(await heard).toEqual([{ itemId: 'say-1', heardMs: 0 }]);
  own.failNext(FAILURE);
  speaker.play('say-2', tone());
  await advance(100);
  expect(await speaker.flush()).toEqual([{ itemId: 'say-2', heardMs: expect.any(Number) }]);
  events.length = 0;
  speaker.play('say-1', tone());
  speaker.play('agent', new Uint8Array(0));
  speaker.endItem('agent');
  await advance(100);
  expect(events).toContain('drained');
});

it('applies the volume and the device that were chosen while the own half was opening', async () => {
  const { own, speaker, advance } = await open();
  speaker.play('say-1', tone());
  speaker.setVolume(0.5);
  await speaker.setDevice?.('headset', () => {});
  await advance(0);
  expect([own.volume, own.deviceId]).toEqual([0.5, 'headset']);
});

it('closes an own half that opens after the pair was closed, without an error', async () => {
  const { own, events, speaker, advance } = await open();
  speaker.play('say-1', tone());
  const heard = speaker.flush();
  speaker.play('say-2', tone());
  speaker.endItem('say-2');
  speaker.close();
  speaker.endItem('say-2');
  await advance(0);
  expect([own.opened, own.closed, events]).toEqual([1, 1, []]);
  expect(await heard).toEqual([]);
});
