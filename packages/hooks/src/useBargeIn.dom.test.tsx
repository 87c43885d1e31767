import { act, fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';

import type { BargeIn } from '@repartee/core';
import { createBargeIn, createBargeInState, createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useBargeIn } from './index.ts';
import type { BargeInView } from './index.ts';

function createProbe() {
  const seen: BargeInView[] = [];
  function Floor() {
    const view = useBargeIn();
    seen.push(view);
    return (
      <button onClick={view.interrupt} disabled={!view.isInterruptible}>
        Stop
      </button>
    );
  }
  return { seen, Floor };
}

const cough: BargeIn = createBargeIn({ verdict: 'resume', reason: 'unvoiced' });
const question: BargeIn = createBargeIn({ verdict: 'yield', reason: 'words' });

it('knows nothing in a session without barge-in, and can interrupt all the same', () => {
  const session = createStaticSession({ phase: 'speaking' });
  const { seen, Floor } = createProbe();
  renderStrict(<Floor />, session);
  expect(seen.at(-1)).toMatchObject({ isDucked: false, isInterruptible: true, last: null, history: [] });
  fireEvent.click(screen.getByRole('button'));
  expect(session.commands).toEqual([{ name: 'interrupt', args: [] }]);
});

it('follows the duck, the decision and its evidence', () => {
  const session = createStaticSession({ phase: 'speaking', bargeIn: createBargeInState() });
  const { seen, Floor } = createProbe();
  renderStrict(<Floor />, session);
  act(() =>
    session.setState({ bargeIn: createBargeInState({ isDucked: true, isPaused: true, history: [cough] }) }),
  );
  expect(seen.at(-1)).toMatchObject({ isDucked: true, isPaused: true, last: cough, history: [cough] });
  act(() => session.setState({ bargeIn: createBargeInState({ history: [cough, question] }) }));
  expect(seen.at(-1)).toMatchObject({ isDucked: false, isPaused: false, last: question });
});

it('nothing is to be interrupted while the user speaks, or where the app protects it', () => {
  const session = createStaticSession({ phase: 'listening', bargeIn: createBargeInState() });
  const { seen, Floor } = createProbe();
  renderStrict(<Floor />, session);
  expect(seen.at(-1)?.isInterruptible).toBe(false);
  act(() => session.setState({ phase: 'thinking' }));
  expect(seen.at(-1)?.isInterruptible).toBe(true);
  act(() => session.setState({ bargeIn: createBargeInState({ isInterruptible: false }) }));
  expect(seen.at(-1)?.isInterruptible).toBe(false);
});

it('tells of a muted speaker and of an agent that hears itself', () => {
  const session = createStaticSession({
    bargeIn: createBargeInState({ isSpeakingWhileMuted: true, suggestsHeadphones: true, isHalfDuplex: true }),
  });
  const { seen, Floor } = createProbe();
  renderStrict(<Floor />, session);
  expect(seen.at(-1)).toMatchObject({
    isSpeakingWhileMuted: true,
    suggestsHeadphones: true,
    isHalfDuplex: true,
  });
});

it('does not render for what it does not tell', () => {
  const session = createStaticSession({ phase: 'speaking', bargeIn: createBargeInState() });
  const { seen, Floor } = createProbe();
  renderStrict(<Floor />, session);
  const renders = seen.length;
  act(() => session.setState({ phase: 'thinking' }));
  act(() => session.setState({ volume: 0.5 }));
  expect(seen.length).toBe(renders);
});
