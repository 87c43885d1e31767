import { fireEvent, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { LanguagePicker } from './LanguagePicker.tsx';

describeConformance('LanguagePicker', {
  Part: LanguagePicker as unknown as ComponentType<Record<string, unknown>>,
  createSession: createStaticSession,
  selector: '.repartee-languages',
  state: { field: 'language', value: 'de', attribute: 'data-language' },
  props: { languages: ['de'], language: 'de', onLanguageChange: () => {}, automatic: true, searchFrom: 1 },
  texts: ['Deutsch'],
});

it('names each language in itself, finds it by other names too, and selects it', () => {
  const onLanguageChange = vi.fn();
  const { container } = renderPart(
    <LanguagePicker
      languages={['de', 'fr', 'ja', 'es', 'not a tag']}
      language={null}
      onLanguageChange={onLanguageChange}
      automatic
      searchFrom={5}
    />,
    createStaticSession(),
  );
  const rows = () => [...container.querySelectorAll('label')].map((row) => row.textContent);
  const search = screen.getByPlaceholderText('Search languages');
  const type = (value: string) => fireEvent.change(search, { target: { value } });
  expect(rows()).toEqual(['Detect automatically', 'Deutsch', 'Français', '日本語', 'Español', 'not a tag']);
  type('francais');
  expect(rows()).toEqual(['Français']);
  type('japan');
  expect(rows()).toEqual(['日本語']);
  fireEvent.click(screen.getByLabelText('日本語'));
  expect(onLanguageChange).toHaveBeenLastCalledWith('ja');
  type('klingon');
  expect(screen.getByRole('status').textContent).toBe('No language found');
  type('');
  fireEvent.click(screen.getByLabelText('Deutsch'));
  expect(onLanguageChange).toHaveBeenLastCalledWith('de');
});
