import { render, screen } from '@testing-library/react';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, it } from 'vitest';
import { guide } from '../cases/guide.ts';
import { StageWords } from './StageWords.tsx';

function mount(text: string) {
  const cut = createMessageEntry({ id: '1', text, state: 'interrupted', cut: { by: 'user', heardMs: 0 } });
  const session = createStaticSession({ status: 'live', entries: [cut] });
  render(
    <SessionProvider session={session}>
      <StageWords example={guide} />
    </SessionProvider>,
  );
}

it('shows which words of an interrupted answer were not heard', () => {
  mount('Once there was a lighthouse.');
  expect(screen.getByRole('group', { name: 'Interruption' }).textContent).toContain('lighthouse');
});

it('shows no interruption of an answer that had no words yet', () => {
  mount('');
  expect(screen.queryByRole('group', { name: 'Interruption' })).toBeNull();
});
