import { screen } from '@testing-library/react';
import { RealtimeError } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../test/conformance.tsx';
import { ConnectButton, ErrorNotice, LabelsProvider, SessionStatus, Transcript } from '../index.ts';
import type { LabelsOverride } from '../index.ts';

const german: LabelsOverride = {
  connect: 'Sprechen',
  you: 'Sie',
  interrupted: (seconds) =>
    `Nach ${seconds.toLocaleString('de', { minimumFractionDigits: 1 })} s unterbrochen`,
  status: { failed: 'Gescheitert' },
  errors: {
    'microphone-denied': { title: 'Das Mikrofon ist gesperrt', advice: 'Erlauben Sie es neben der Adresse.' },
  },
};

describe('LabelsProvider', () => {
  it('shows another language', () => {
    const session = createStaticSession({
      status: 'failed',
      error: new RealtimeError('microphone-denied', 'Denied.'),
      entries: [
        createMessageEntry({ id: '1', role: 'user', text: 'Guten Tag' }),
        createMessageEntry({
          id: '2',
          state: 'interrupted',
          text: 'Ja',
          cut: { by: 'user', heardMs: 2_500 },
        }),
      ],
    });
    renderPart(
      <LabelsProvider labels={german}>
        <ConnectButton />
        <SessionStatus />
        <ErrorNotice />
        <Transcript.Root />
      </LabelsProvider>,
      session,
    );
    expect(screen.getByRole('button', { name: 'Sprechen' })).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('Gescheitert');
    expect(screen.getByRole('alert').textContent).toContain('Das Mikrofon ist gesperrt');
    expect(screen.getByText('Sie')).toBeTruthy();
    expect(screen.getByText('Nach 2,5 s unterbrochen')).toBeTruthy();
  });

  it('keeps the labels of the provider above that it does not change', () => {
    renderPart(
      <LabelsProvider labels={german}>
        <LabelsProvider labels={{ status: { live: 'An' } }}>
          <SessionStatus />
          <ConnectButton />
        </LabelsProvider>
      </LabelsProvider>,
      createStaticSession({ status: 'failed' }),
    );
    expect(screen.getByRole('status').textContent).toBe('Gescheitert');
    expect(screen.getByRole('button', { name: 'Sprechen' })).toBeTruthy();
  });
});
