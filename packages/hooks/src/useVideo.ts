'use client';

import { useMemo, useSyncExternalStore } from 'react';

import { createVision, RealtimeError } from '@repartee/core';
import type {
  LookOptions,
  RealtimeSession,
  ShownImage,
  VideoChoice,
  VideoSource,
  VideoState,
  ViewOptions,
  ViewPause,
  Vision,
  VisionState,
} from '@repartee/core';

import { useSession } from './useSession.ts';

/** The return value of `useCamera` and `useScreenShare`. */
export interface VideoControls extends VideoState {
  /** Whether the vendor sees images at all. */
  readonly isSupported: boolean;
  /** Whether the vendor takes a live view. */
  readonly canShow: boolean;
  /** Whether there is a live view of it. */
  readonly isShown: boolean;
  /** The reason why the live view sends nothing for the moment; `null` while it sends, and without one. */
  readonly pausedBy: ViewPause | null;
  /** The image of it that the agent was shown last. */
  readonly lastImage: ShownImage | null;
  /** Opens it for a preview; nothing is sent. Call it inside a user gesture. Rejects as `Vision.open` does. */
  readonly open: (choice?: VideoChoice) => Promise<void>;
  readonly close: () => void;
  /** Switches to another device, also during a live view. */
  readonly select: (choice: VideoChoice) => Promise<void>;
  /** Shows the agent one image. */
  readonly look: (options?: LookOptions) => Promise<void>;
  /** Begins a live view. */
  readonly start: (options?: ViewOptions) => Promise<void>;
  /** Ends the live view. */
  readonly stop: () => void;
  /** Holds the live view back, or lets it go on. */
  readonly setMuted: (isMuted: boolean) => void;
}

const OFF: VideoState = { state: 'off', stream: null, deviceId: null, error: null };
const NOTHING_IS_OPEN: Pick<VisionState, VideoSource | 'view' | 'lastImage'> = {
  camera: OFF,
  screen: OFF,
  view: null,
  lastImage: null,
};

const subscribeToNothing = () => () => {};
const readNothing = () => NOTHING_IS_OPEN;

/** Follows one video of the session, and controls it. */
export function useVideo(source: VideoSource): VideoControls {
  const session = useSession();
  const vision = useMemo(() => visionOf(session), [session]);
  const state = useSyncExternalStore<typeof NOTHING_IS_OPEN>(
    vision?.store.subscribe ?? subscribeToNothing,
    vision?.store.getState ?? readNothing,
    readNothing,
  );
  const controls = useMemo(() => createControls(vision, source), [vision, source]);
  const { view, lastImage } = state;
  const isShown = view?.source === source;
  const { vision: sight } = session.capabilities;
  return {
    ...state[source],
    isSupported: vision !== null,
    canShow: Boolean(sight && sight.liveView),
    isShown,
    pausedBy: isShown ? view.pausedBy : null,
    lastImage: lastImage?.source === source ? lastImage : null,
    ...controls,
  };
}

function visionOf(session: RealtimeSession): Vision | null {
  return session.capabilities.vision ? createVision(session) : null;
}

function createControls(vision: Vision | null, source: VideoSource) {
  const refuse = () => Promise.reject(blind());
  return {
    open: (choice?: VideoChoice) => vision?.open(source, choice) ?? refuse(),
    close: () => vision?.close(source),
    select: (choice: VideoChoice) => vision?.select(source, choice) ?? refuse(),
    look: (options?: LookOptions) => vision?.look(source, options) ?? refuse(),
    start: (options?: ViewOptions) => vision?.start(source, options) ?? refuse(),
    // The live view of the other source goes on.
    stop: () => {
      if (vision?.store.getState().view?.source === source) vision.stop();
    },
    setMuted: (isMuted: boolean) => vision?.setMuted(isMuted),
  };
}

function blind(): RealtimeError {
  return new RealtimeError(
    'unsupported-capability',
    'This vendor takes no images. Show the controls only where isSupported is true.',
  );
}
