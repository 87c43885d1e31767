import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { ExportMenu } from './ExportMenu.tsx';

const entries = [createMessageEntry({ id: '1', role: 'user', text: 'Hello' })];
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('ExportMenu', () => {
  it('copies the conversation as it is then, and says so', async () => {
    const user = userEvent.setup();
    const session = createStaticSession({ entries });
    renderPart(<ExportMenu names={{ agent: 'Ada' }} />, session);
    act(() => session.setState({ entries: [...entries, createMessageEntry({ id: '2', text: 'Hi' })] }));
    await user.click(button('Copy'));
    expect(await navigator.clipboard.readText()).toBe('User: Hello\nAda: Hi\n');
    await screen.findByText('Copied');
  });

  it('says that it could not copy', async () => {
    const user = userEvent.setup();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(
      new DOMException('No.', 'NotAllowedError'),
    );
    renderPart(<ExportMenu />, createStaticSession({ entries }));
    await user.click(button('Copy'));
    await screen.findByText('Could not be copied');
  });

  it('gives every format, also of a stored conversation', async () => {
    const onExport = vi.fn();
    const conversation = createStaticSession({ entries }).serialize();
    renderPart(<ExportMenu conversation={conversation} onExport={onExport} />, createStaticSession());
    for (const name of ['Save as Markdown', 'Save as TXT', 'Save as JSON'])
      await userEvent.click(button(name));
    expect(onExport.mock.calls.map(([text, format]) => [format, text.slice(0, 11)])).toEqual([
      ['markdown', '**User:** H'],
      ['text', 'User: Hello'],
      ['json', '{\n  "format'],
    ]);
  });

  it('offers nothing while there is nothing', () => {
    renderPart(<ExportMenu />, createStaticSession());
    expect(button('Copy').disabled).toBe(true);
  });
});

describeConformance('ExportMenu', {
  Part: ExportMenu as unknown as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession(),
  selector: '.repartee-export',
  state: { field: 'isEmpty', value: true, attribute: 'data-empty' },
});
