import { act, fireEvent, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { ConsentNotice } from './ConsentNotice.tsx';
import type { ConsentNoticeProps } from './ConsentNotice.tsx';

/** Renders the notice, and waits for the answer of its storage. */
async function show(props: ConsentNoticeProps = {}) {
  const view = renderPart(<ConsentNotice {...props}>The panel</ConsentNotice>, createStaticSession());
  expect(view.container.textContent).toBe('');
  await act(async () => {});
  return view;
}

const isAsked = () => screen.queryByText('You talk with an AI') !== null;

it('asks once, keeps the acceptance, and asks again for other words', async () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: async (key: string) => kept.get(key) ?? null,
    setItem: async (key: string, value: string) => void kept.set(key, value),
  };
  const onAccept = vi.fn();
  const first = await show({ storage, onAccept });
  expect([isAsked(), screen.queryByText('The panel')]).toEqual([true, null]);
  fireEvent.click(screen.getByText('I understand'));
  expect([isAsked(), first.container.textContent]).toEqual([false, 'The panel']);
  await act(async () => {});
  expect([...kept]).toEqual([['repartee-consent', '1']]);
  first.unmount();
  const second = await show({ storage, onAccept });
  expect(second.container.textContent).toBe('The panel');
  expect(onAccept).toHaveBeenCalledOnce();
  second.unmount();
  await show({ storage, version: '2' });
  expect(isAsked()).toBe(true);
});

it('asks each time without a storage, or with one that fails', async () => {
  const fail = () => {
    throw new Error('blocked');
  };
  const { unmount } = await show({ storage: { getItem: fail, setItem: fail } });
  fireEvent.click(screen.getByText('I understand'));
  await act(async () => {});
  expect(isAsked()).toBe(false);
  unmount();
  await show();
  expect(isAsked()).toBe(true);
});

it('passes its props, class and state on, and becomes another element', async () => {
  const Part = ConsentNotice as ComponentType<Record<string, unknown>>;
  const render = (given: object, { version }: { version: string }) => (
    <section {...given} data-seen={version} />
  );
  const { container } = renderPart(
    <Part className="mine" lang="fr" version="3" render={render} />,
    createStaticSession(),
  );
  await act(async () => {});
  const element = container.querySelector<HTMLElement>('section.repartee-consent.mine');
  expect(element?.dataset).toMatchObject({ version: '3', seen: '3' });
  expect(element?.lang).toBe('fr');
});
