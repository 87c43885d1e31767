import { createStaticSession, createToolEntry } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { describeConformance } from '../../../test/conformance.tsx';
import { CameraPreview, LookRequest, ScreenPreview, VideoPreviewView } from '../../index.ts';
import { loadParts } from '../../../test/loadParts.ts';

loadParts();

// The suite uses only the props that all parts take.
type AnyPart = ComponentType<Record<string, unknown>>;

const live = () => createStaticSession({ status: 'live', phase: 'listening' });

describeConformance('CameraPreview', {
  Part: CameraPreview as AnyPart,
  createSession: live,
  selector: '.repartee-video',
  state: { field: 'state', value: 'off', attribute: 'data-state' },
});

describeConformance('ScreenPreview', {
  Part: ScreenPreview as AnyPart,
  createSession: live,
  selector: '.repartee-video',
  state: { field: 'source', value: 'screen', attribute: 'data-source' },
});

describeConformance('VideoPreviewView', {
  Part: VideoPreviewView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-video',
  state: { field: 'isShown', value: true, attribute: 'data-shown' },
  props: { source: 'camera', state: 'on', shown: true, onOpenChange: () => {}, onShownChange: () => {} },
});

describeConformance('LookRequest', {
  Part: LookRequest as unknown as AnyPart,
  createSession: () =>
    createStaticSession({
      entries: [createToolEntry({ id: 'a', name: 'look', state: 'awaiting-approval' })],
    }),
  selector: '.repartee-approval',
  state: { field: 'state', value: 'waiting', attribute: 'data-state' },
  props: { id: 'a' },
});
