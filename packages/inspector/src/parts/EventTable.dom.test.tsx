import { fireEvent, render, screen } from '@testing-library/react';
import type { RecordedStep } from '@repartee/core/recording';
import { expect, it } from 'vitest';
import { EventTable } from './EventTable.tsx';

const state: RecordedStep = { kind: 'state', atMs: 0, patch: { fields: {} } };
const event: RecordedStep = {
  kind: 'event',
  atMs: 1,
  type: 'status-changed',
  event: { status: 'connecting', previous: 'idle', endReason: null },
};

const show = (steps: readonly RecordedStep[]) =>
  render(<EventTable steps={steps} selected={null} onSelect={() => {}} isLive cursorMs={0} />);

it.each([
  ['of nothing', []],
  ['of a session before its first event', [state]],
] as const)('says that nothing has happened yet: a table %s', (_, steps) => {
  show(steps);
  expect(screen.getByText('Nothing has happened yet.')).toBeTruthy();
});

it('says that nothing matches where the filter hides what has happened', () => {
  show([state, event]);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nowhere' } });
  expect(screen.getByText('Nothing matches the filter.')).toBeTruthy();
});
