import { act, fireEvent, screen } from '@testing-library/react';
import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { PermissionPrompt } from './PermissionPrompt.tsx';
import { PermissionPromptView } from './PermissionPromptView.tsx';
import { permissionStep } from './permissionStep.ts';

type AnyPart = ComponentType<Record<string, unknown>>;

afterEach(() => vi.unstubAllGlobals());

describeConformance('PermissionPromptView', {
  Part: PermissionPromptView as unknown as AnyPart,
  createSession: createStaticSession,
  selector: '.repartee-permission',
  state: { field: 'step', value: 'denied', attribute: 'data-step' },
  props: { step: 'denied', browser: 'safari', onRequest: () => {} },
});

const denied = (message: string) =>
  new RealtimeError('microphone-denied', 'Denied.', { cause: new Error(message) });

describe('the step', () => {
  it.each([
    ['unknown', null, null],
    ['granted', null, null],
    ['prompt', null, 'ask'],
    ['denied', null, 'denied'],
    ['prompt', denied('Permission dismissed'), 'dismissed'],
    ['denied', denied('Permission denied'), 'denied'],
    ['granted', denied('Permission denied by system'), 'blocked'],
    ['granted', new RealtimeError('microphone-missing', 'None.'), 'missing'],
    ['granted', new RealtimeError('microphone-busy', 'Busy.'), 'busy'],
    ['prompt', new RealtimeError('insecure-context', 'No.'), 'insecure'],
  ] as const)('of the permission %s with the error %s is %s', (state, error, step) => {
    expect(permissionStep({ state, isRequesting: false, error })).toBe(step);
    expect(permissionStep({ state, isRequesting: true, error })).toBe('asking');
  });
});

it('keeps the focus on its button while the browser asks, and goes once the microphone is allowed', async () => {
  let allow = () => {};
  const answer = new Promise<void>((resolve) => (allow = resolve));
  const status = Object.assign(new EventTarget(), { state: 'prompt' });
  const track = { stop: vi.fn() };
  const getUserMedia = vi.fn(async () => {
    await answer;
    status.state = 'granted';
    return { getTracks: () => [track], getAudioTracks: () => [track] };
  });
  const mediaDevices = Object.assign(new EventTarget(), {
    getUserMedia,
    enumerateDevices: () => Promise.resolve([]),
  });
  const permissions = { query: () => Promise.resolve(status) };
  vi.stubGlobal('navigator', { userAgent: 'Firefox/140.0', maxTouchPoints: 0, mediaDevices, permissions });
  const onGranted = vi.fn();
  renderPart(<PermissionPrompt why="To hear your accent." onGranted={onGranted} />, createStaticSession());
  await vi.waitFor(() => screen.getByText('To hear your accent.'));
  const button = screen.getByText('Allow the microphone');
  button.focus();
  fireEvent.click(button);
  fireEvent.click(button);
  expect(screen.getByText('Your browser is asking')).toBeTruthy();
  expect(document.querySelector('.repartee-permission[data-browser="firefox"]')).toBeTruthy();
  expect(document.activeElement).toBe(button);
  expect(button.ariaDisabled).toBe('true');
  await act(async () => allow());
  await vi.waitFor(() => expect(onGranted).toHaveBeenCalledOnce());
  expect(getUserMedia).toHaveBeenCalledOnce();
  expect(screen.queryByText('Allow the microphone')).toBeNull();
  expect(track.stop).toHaveBeenCalled();
});
