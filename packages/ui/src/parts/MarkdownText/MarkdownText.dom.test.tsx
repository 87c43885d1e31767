import { act, render, screen } from '@testing-library/react';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { TranscriptRoot } from '../Transcript/TranscriptRoot.tsx';
import { LazyMarkdown } from './LazyMarkdown.ts';
import { MarkdownText } from './MarkdownText.tsx';

it('shows the text as it is until its code is loaded', async () => {
  render(<MarkdownText text="It is **4711**" />);
  expect(screen.getByText('It is **4711**').dataset['format']).toBe('plain');
  await act(() => LazyMarkdown.load());
  expect(document.querySelector('strong')?.textContent).toBe('4711');
});

describe('with its code', () => {
  beforeAll(() => LazyMarkdown.load());

  it('has lists, tables and links that open elsewhere', () => {
    render(
      <MarkdownText text={'- one\n- two\n\n| a | b |\n|-|-|\n| 1 | 2 |\n\nSee [here](https://a.example).'} />,
    );
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['one', 'two']);
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['1', '2']);
    const link = screen.getByRole('link');
    expect([link.getAttribute('href'), link.getAttribute('rel'), link.getAttribute('target')]).toEqual([
      'https://a.example',
      'noreferrer noopener',
      '_blank',
    ]);
  });

  it('runs nothing and fetches nothing of what an answer holds', () => {
    const text = [
      '<img src=x onerror=alert(1)><script>alert(1)</script>',
      '[a](javascript:alert(1)) [b](data:text/html,x)',
      '![pixel](https://tracker.example/p.gif)',
    ].join('\n\n');
    const { container } = render(<MarkdownText text={text} />);
    expect(container.querySelectorAll('img, script, [onerror]')).toHaveLength(0);
    expect([...container.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      '',
      '',
      'https://tracker.example/p.gif',
    ]);
    expect(container.textContent).toContain('<script>alert(1)</script>');
  });

  it('is for what the agent wrote', () => {
    const entries = [
      createMessageEntry({ id: 'w', modality: 'text', text: '**written**' }),
      createMessageEntry({ id: 's', text: '**spoken**' }),
      createMessageEntry({ id: 'u', role: 'user', modality: 'text', text: '**typed**' }),
    ];
    renderPart(<TranscriptRoot markdown />, createStaticSession({ entries }));
    expect([...document.querySelectorAll('strong')].map((strong) => strong.textContent)).toEqual(['written']);
  });

  describeConformance('MarkdownText', {
    Part: MarkdownText as unknown as ComponentType<Record<string, unknown>>,
    createSession: () => createStaticSession(),
    selector: '.repartee-markdown',
    state: { field: 'format', value: 'markdown', attribute: 'data-format' },
    props: { text: '⟦Hello⟧' },
  });
});
