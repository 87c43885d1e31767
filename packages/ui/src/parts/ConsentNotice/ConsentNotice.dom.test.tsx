import { act, fireEvent, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import { useReducer } from 'react';
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

const isAsked = () => screen.queryByText('You are talking to an AI') !== null;

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

const refuse = () => {
  throw new DOMException('The user blocks site data.', 'SecurityError');
};

it.each<[string, ConsentNoticeProps['storage']]>([
  ['no storage', undefined],
  ['a storage that throws', { getItem: refuse, setItem: refuse }],
  ['a storage that rejects', { getItem: async () => refuse(), setItem: async () => refuse() }],
  ['a storage that is blocked', refuse],
])('asks each time with %s', async (_, storage) => {
  const { unmount } = await show({ storage });
  fireEvent.click(screen.getByText('I understand'));
  await act(async () => {});
  expect([isAsked(), screen.queryByText('The panel')]).toEqual([false, expect.anything()]);
  unmount();
  await show({ storage });
  expect(isAsked()).toBe(true);
});

it('does not read again because an inline function is another one in each render', async () => {
  const open = vi.fn(() => ({ getItem: () => '1', setItem: () => {} }));
  function Page() {
    const [renders, again] = useReducer((count: number) => count + 1, 1);
    return (
      <>
        <button onClick={again}>{renders}</button>
        <ConsentNotice storage={() => open()}>The panel</ConsentNotice>
      </>
    );
  }
  renderPart(<Page />, createStaticSession());
  await screen.findByText('The panel');
  const reads = open.mock.calls.length;
  fireEvent.click(screen.getByText('1'));
  await screen.findByText('2');
  await act(async () => {});
  expect(open).toHaveBeenCalledTimes(reads);
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
