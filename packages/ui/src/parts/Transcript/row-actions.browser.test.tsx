import { cleanup, render } from '@testing-library/react';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { afterEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { MessageActions, TranscriptRoot } from '../../index.ts';
import type { TranscriptRootProps } from '../../index.ts';
import '../../styles.css';

const session = createStaticSession({
  entries: ['Where is my order?', 'It is on its way.', 'Thank you.', 'You are welcome.'].map((text, n) =>
    createMessageEntry({ id: `m${n}`, role: n % 2 ? 'agent' : 'user', text }),
  ),
});

const actions: TranscriptRootProps['actions'] = (entry) => (
  <MessageActions entry={entry} onFeedback={() => {}} />
);

function mount(inlineSize: number, props: TranscriptRootProps) {
  const { container } = render(
    <div style={{ inlineSize }}>
      <SessionProvider session={session}>
        <TranscriptRoot {...props} />
      </SessionProvider>
    </div>,
  );
  return [...container.querySelectorAll<HTMLElement>('.repartee-row')];
}

const topsOf = (rows: readonly HTMLElement[]) => rows.map((row) => row.getBoundingClientRect().top);

afterEach(cleanup);

it.each([340, 720])('the actions of older messages take no room, in %d pixels', async (width) => {
  const plain = topsOf(mount(width, {}));
  cleanup();
  const rows = mount(width, { actions });
  expect(topsOf(rows)).toEqual(plain);

  const [first] = rows;
  const box = first?.querySelector<HTMLElement>('.repartee-row-actions');
  if (!first || !box) throw new Error('There are no actions.');
  expect(getComputedStyle(box).opacity).toBe('0');
  await userEvent.hover(first);
  expect(getComputedStyle(box).opacity).toBe('1');
  for (const button of box.querySelectorAll('button')) {
    const { left, top, width: size, height } = button.getBoundingClientRect();
    expect(Math.min(size, height)).toBeGreaterThanOrEqual(24);
    expect(document.elementFromPoint(left + size / 2, top + height / 2)?.closest('button')).toBe(button);
  }
});
