import { act, fireEvent, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { VoicePicker } from './VoicePicker.tsx';

/** A voice whose sample ends when the test says so. */
function createVoice(id: string) {
  const signals: AbortSignal[] = [];
  let settle: { resolve(): void; reject(): void } | null = null;
  return {
    id,
    name: id.toUpperCase(),
    signals,
    end: () => act(async () => settle?.resolve()),
    fail: () => act(async () => settle?.reject()),
    preview: ({ signal }: { signal: AbortSignal }) => {
      signals.push(signal);
      return new Promise<void>((resolve, reject) => {
        settle = { resolve, reject };
      });
    },
  };
}

describeConformance('VoicePicker', {
  Part: VoicePicker as unknown as ComponentType<Record<string, unknown>>,
  createSession: createStaticSession,
  selector: '.repartee-voices',
  state: { field: 'voice', value: 'ada', attribute: 'data-voice' },
  props: {
    voices: [{ id: 'ada', name: 'Ada', previewUrl: '/ada.mp3' }],
    voice: 'ada',
    onVoiceChange: () => {},
  },
  texts: ['Ada'],
});

it('plays one sample at a time, selects a voice, and stops when a conversation begins', async () => {
  const session = createStaticSession();
  const [ada, ben] = [createVoice('ada'), createVoice('ben')];
  const onVoiceChange = vi.fn();
  const { container } = renderPart(
    <VoicePicker voices={[ada, ben]} voice="ada" onVoiceChange={onVoiceChange} />,
    session,
  );
  const playing = () => container.querySelector<HTMLElement>('.repartee-voices')?.dataset['playing'];
  const press = (name: string) => fireEvent.click(screen.getByText(`Listen to ${name}`));
  press('ADA');
  press('BEN');
  expect([ada.signals[0]?.aborted, ben.signals[0]?.aborted, playing()]).toEqual([true, false, 'ben']);
  await ada.fail();
  expect([playing(), screen.queryByRole('alert')]).toEqual(['ben', null]);
  press('BEN');
  expect([ben.signals[0]?.aborted, playing()]).toEqual([true, undefined]);
  press('BEN');
  await ben.fail();
  expect(screen.getByRole('alert').textContent).toBe('This sample could not be played');
  press('ADA');
  expect(screen.queryByRole('alert')).toBeNull();
  await ada.end();
  expect(playing()).toBeUndefined();
  press('ADA');
  act(() => session.setState({ status: 'connecting' }));
  expect([ada.signals.at(-1)?.aborted, playing()]).toEqual([true, undefined]);
  fireEvent.click(screen.getByLabelText('BEN'));
  expect(onVoiceChange).toHaveBeenCalledExactlyOnceWith('ben');
});
