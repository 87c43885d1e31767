import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { CopyButton } from './CopyButton.tsx';

afterEach(() => vi.unstubAllGlobals());

it.each<[string, unknown, string]>([
  ['takes the text', { writeText: async () => {} }, 'Copied'],
  ['refuses it', { writeText: async () => Promise.reject(new Error('Refused.')) }, 'Not copied'],
  ['is missing, as outside a secure context', undefined, 'Not copied'],
])('says what became of the text where the clipboard %s', async (_, clipboard, outcome) => {
  vi.stubGlobal('navigator', { clipboard });
  render(<CopyButton name="Copy" text={() => 'a text'} />);
  fireEvent.click(screen.getByRole('button'));
  expect(await screen.findByText(outcome)).toBeTruthy();
});
