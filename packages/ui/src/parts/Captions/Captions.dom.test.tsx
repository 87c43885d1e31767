import { act, screen } from '@testing-library/react';
import { createMessageEntry, createStaticSession, createToolEntry } from '@repartee/core/testing';
import type { StaticSessionOptions } from '@repartee/core/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { Captions } from './Captions.tsx';

let frames: FrameRequestCallback[] = [];

beforeEach(() => {
  frames = [];
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((callback) => frames.push(callback));
  vi.spyOn(globalThis, 'cancelAnimationFrame').mockImplementation(() => {
    frames = [];
  });
});

const paint = () => act(() => frames.splice(0).forEach((frame) => frame(0)));

const text = 'There are three trains.';
const wordTimes = text
  .split(' ')
  .map((word, index) => ({ text: word, startMs: index * 300, endMs: (index + 1) * 300 }));
const heardAt = (heardMs: number): StaticSessionOptions => ({
  speakingItemId: 'a',
  playhead: { itemId: 'a', heardMs, receivedMs: 1_200 },
});
const question = createMessageEntry({ id: 'q', role: 'user', text: 'When is the next train?' });
const shown = () => document.querySelector('.repartee-captions-text')?.textContent ?? null;

describe('Captions', () => {
  it('follow the heard word, mark it, and show none before it is heard', () => {
    const entries = [question, createMessageEntry({ id: 'a', text, wordTimes })];
    const session = createStaticSession({ entries, ...heardAt(0) });
    renderPart(<Captions />, session);
    expect(shown()).toBe(null);
    session.setState(heardAt(700));
    paint();
    expect(shown()).toBe('There are');
    expect(document.querySelector('.repartee-captions-word')?.textContent).toBe('are');
    expect(screen.getByRole('group', { name: 'Captions' }).dataset['speaker']).toBe('agent');
  });

  it('stop where the user interrupted', () => {
    const cut = { by: 'user', heardMs: 600 } as const;
    const entry = createMessageEntry({
      id: 'a',
      text,
      wordTimes,
      state: 'interrupted',
      receivedMs: 1_200,
      cut,
    });
    renderPart(<Captions />, createStaticSession({ entries: [entry] }));
    expect(shown()).toBe('There are');
  });

  it('keep what the user said while the answer waits to be played, and while tools run', () => {
    const waiting = createMessageEntry({ id: 'a', text, state: 'streaming', heardMs: 0 });
    const tool = createToolEntry({ id: 't', name: 'look' });
    renderPart(<Captions />, createStaticSession({ entries: [question, tool, waiting] }));
    expect(shown()).toBe('When is the next train?');
    expect(screen.getByText('You')).toBeTruthy();
  });

  it('show the words of one speaker only, if asked', () => {
    renderPart(<Captions speakers="agent" />, createStaticSession({ entries: [question] }));
    expect(shown()).toBe(null);
  });

  it('show no written words', () => {
    const written = createMessageEntry({ id: 'w', role: 'user', modality: 'text', text: 'Hello' });
    renderPart(<Captions />, createStaticSession({ entries: [written] }));
    expect(shown()).toBe(null);
  });
});
