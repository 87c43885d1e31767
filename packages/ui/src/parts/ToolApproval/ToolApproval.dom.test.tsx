import { act, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import {
  createApprovalEntry,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { Transcript } from '../Transcript/Transcript.ts';
import { ToolApprovals } from './ToolApprovals.tsx';
import { loadParts } from '../../../test/loadParts.ts';

loadParts();

const live = { status: 'live', phase: 'listening', nowMs: 0 } as const;
const waiting = createToolEntry({
  id: 't',
  name: 'cancel_order',
  argumentsText: '{"orderNumber":17,"to_whom":{"name":"Ann"}}',
  state: 'awaiting-approval',
  approvalEndsAtMs: 20_000,
});
const button = (name: string) => screen.getByRole('button', { name });

describe('ToolApproval', () => {
  it('asks in plain words whether the agent may look', () => {
    const look = {
      id: 'l',
      name: 'look',
      argumentsText: '{"source":"screen"}',
      state: 'awaiting-approval',
    } as const;
    renderPart(<ToolApprovals />, createStaticSession({ ...live, entries: [createToolEntry(look)] }));
    expect(screen.getByText('May the agent see one picture of your screen?')).toBeTruthy();
  });

  it('says what the tool would do, in words, and how long there is to answer', () => {
    renderPart(<ToolApprovals />, createStaticSession({ ...live, entries: [waiting] }));
    const card = screen.getByRole('group', { name: 'Allow the agent to use “cancel order”?' });
    const terms = within(card)
      .getAllByRole('term')
      .map((term) => [term.textContent, term.nextElementSibling?.textContent]);
    expect(terms).toEqual([
      ['order number', '17'],
      ['to whom', '{"name":"Ann"}'],
    ]);
    expect(screen.getByRole('timer').textContent).toBe('Declines automatically in 20 s');
    expect(screen.getByRole('status').textContent).toContain('cancel order');
  });

  it.each([
    ['Decline', { approved: false }],
    ['Allow', { approved: true, scope: 'call' }],
    ['Allow for this conversation', { approved: true, scope: 'session' }],
  ])('%s', async (name, answer) => {
    const session = createStaticSession({ ...live, entries: [waiting] });
    renderPart(<ToolApprovals />, session);
    await userEvent.click(button(name));
    expect(session.commands).toEqual([{ name: 'tools.answerApproval', args: ['t', answer] }]);
  });

  it('in the transcript gives way to the call, and the focus stays in the row', async () => {
    const session = createStaticSession({ ...live, entries: [waiting] });
    const Order = () => <b className="mine">Order 17</b>;
    renderPart(<Transcript.Root tools={{ cancel_order: Order }} />, session);
    expect(document.querySelector('.mine')).toBeNull();
    await userEvent.click(button('Allow'));
    act(() => session.setState({ entries: [{ ...waiting, state: 'running' }] }));
    expect(screen.queryByRole('button', { name: 'Allow' })).toBeNull();
    expect(document.querySelector('.mine')).not.toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('listitem'));
  });

  it('is announced once with a transcript, when the agent does not speak', () => {
    const session = createStaticSession({ ...live, phase: 'speaking', entries: [waiting] });
    renderPart(<Transcript.Root />, session);
    act(() => session.emit('tool-changed', waiting));
    expect(screen.getByRole('log').textContent).toBe('');
    act(() => session.setState({ phase: 'listening' }));
    expect(screen.getByRole('log').textContent).toBe('Allow the agent to use “cancel order”?');
  });

  it('on a stage goes away with its answer, and hands the focus on', async () => {
    const session = createStaticSession({ ...live, entries: [waiting, createApprovalEntry({ id: 'r' })] });
    renderPart(
      <>
        <ToolApprovals />
        <button type="button">Next</button>
      </>,
      session,
    );
    expect(screen.getAllByRole('group')).toHaveLength(2);
    await userEvent.click(screen.getAllByRole('button', { name: 'Decline' })[0] as Element);
    act(() => session.setState({ entries: [{ ...waiting, state: 'declined' }] }));
    expect(screen.queryByRole('group')).toBeNull();
    expect(document.activeElement).toBe(button('Next'));
  });

  it('takes an answer of the user aloud where the app wants it, with the words of the labels', () => {
    const said = createMessageEntry({ id: 'u', role: 'user', text: 'Don’t!' });
    const session = createStaticSession({ ...live, entries: [waiting, said] });
    renderPart(<ToolApprovals />, session);
    act(() => session.emit('entry-done', said));
    expect(session.commands).toEqual([]);
    renderPart(<ToolApprovals spoken />, session);
    expect(screen.getByText('Or say “yes” or “no”.')).toBeTruthy();
    act(() => session.emit('entry-done', said));
    expect(session.commands).toEqual([{ name: 'tools.answerApproval', args: ['t', { approved: false }] }]);
  });

  it.each([
    ['tool-declined', 'Declined'],
    ['approval-timeout', 'Declined'],
  ] as const)('a call that has not run (%s) is a row with its state', (code, words) => {
    const error = new RealtimeError(code, 'It was not run.');
    const entry = createToolEntry({ id: 't', name: 'look', state: 'declined', error });
    renderPart(<Transcript.Root />, createStaticSession({ ...live, entries: [entry] }));
    expect(screen.getByRole('listitem').textContent).toContain(`look${words}`);
  });
});
