import { fireEvent, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { PreCallCheck } from './PreCallCheck.tsx';
import { PreCallCheckView } from './PreCallCheckView.tsx';

type AnyPart = ComponentType<Record<string, unknown>>;

afterEach(() => vi.unstubAllGlobals());

describeConformance('PreCallCheckView', {
  Part: PreCallCheckView as unknown as AnyPart,
  createSession: createStaticSession,
  selector: '.repartee-check',
  state: { field: 'hearing', value: 'silent', attribute: 'data-hearing' },
  props: {
    microphoneTest: { state: 'on', hearing: 'silent', source: null, error: null, start: () => {} },
    speakerTest: { isPlaying: false, error: null, play: () => {}, stop: () => {} },
    onReady: () => {},
  },
});

it('says why the microphone cannot be opened, and starts the conversation or what the app wants', async () => {
  const session = createStaticSession();
  const context = { state: 'running', close: () => Promise.resolve() };
  vi.stubGlobal(
    'AudioContext',
    vi.fn(function AudioContext() {
      return context;
    }),
  );
  const { rerender } = renderPart(<PreCallCheck />, session);
  // The test environment has no microphones, as a page that is not secure.
  fireEvent.click(await vi.waitFor(() => screen.getByText(/Test the microphone|Allow the microphone/)));
  await vi.waitFor(() => screen.getByText('The microphone does not work on this page'));
  fireEvent.click(screen.getByText('Start talking'));
  expect(session.commands).toEqual([{ name: 'connect', args: [] }]);
  const onReady = vi.fn();
  rerender(<></>);
  renderPart(<PreCallCheck onReady={onReady} />, session);
  fireEvent.click(screen.getByText('Start talking'));
  expect([onReady.mock.calls.length, session.commands.length]).toEqual([1, 1]);
});
