import { fireEvent, screen } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';

type AnyPart = ComponentType<Record<string, unknown>>;

// The test environment opens no modal dialogs.
HTMLDialogElement.prototype.showModal = vi.fn(function showModal(this: HTMLDialogElement) {
  this.open = true;
});
HTMLDialogElement.prototype.close = vi.fn(function close(this: HTMLDialogElement) {
  this.open = false;
});

describeConformance('SettingsSheet', {
  Part: SettingsSheet as unknown as AnyPart,
  createSession: createStaticSession,
  selector: 'dialog',
  state: { field: 'placement', value: 'inline', attribute: 'data-placement' },
  props: { open: true, modal: false, onOpenChange: () => {} },
});

describeConformance('SettingsSection', {
  Part: SettingsSection as AnyPart,
  createSession: createStaticSession,
  selector: '.repartee-settings-section',
  state: { field: 'isTitled', value: true, attribute: 'data-titled' },
  props: { heading: '⟦Privacy⟧' },
});

it('asks to be closed by its button, by Escape and by a click beside it, and has sections of the app', () => {
  const onOpenChange = vi.fn();
  const session = createStaticSession();
  const { rerender } = renderPart(
    <SettingsSheet open onOpenChange={onOpenChange}>
      <SettingsSection heading="Privacy">Nothing is kept.</SettingsSection>
    </SettingsSheet>,
    session,
  );
  const sheet = screen.getByRole('dialog', { name: 'Settings' });
  expect(screen.getByText('Nothing is kept.')).toBeTruthy();
  fireEvent.click(screen.getByText('Sound'));
  expect(onOpenChange).not.toHaveBeenCalled();
  fireEvent.click(screen.getByText('Close the settings'));
  fireEvent(sheet, new Event('cancel', { cancelable: true }));
  fireEvent.click(sheet);
  expect(onOpenChange.mock.calls).toEqual([[false], [false], [false]]);
  expect(sheet.isConnected).toBe(true);
  rerender(<></>);
  renderPart(<SettingsSheet open={false} onOpenChange={onOpenChange} />, session);
  expect(screen.queryByRole('dialog')).toBeNull();
});
