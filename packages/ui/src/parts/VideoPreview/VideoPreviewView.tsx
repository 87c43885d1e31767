'use client';

import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type {
  AudioDevice,
  RealtimeErrorCode,
  ShownImage,
  VideoSource,
  VideoState,
  ViewPause,
} from '@repartee/core';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { useSlots } from '../../internal/useSlots.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { DeviceSelectView } from '../DeviceSelect/DeviceSelectView.tsx';
import { VideoPreviewActions } from './VideoPreviewActions.tsx';
import { videoPreviewLabels } from './videoPreviewLabels.ts';

/** The state of a preview. */
export interface VideoPreviewState {
  readonly source: VideoSource;
  readonly state: VideoState['state'];
  /** Whether there is a live view of it. */
  readonly isShown: boolean;
  /** The reason why the live view sends nothing for the moment. */
  readonly pausedBy: ViewPause | null;
  /** The error with which it could not be opened, or has ended; `null` where the user has closed it. */
  readonly error: RealtimeErrorCode | null;
}

/** The props of `VideoPreviewView`. */
export type VideoPreviewViewProps = PartProps<'div', VideoPreviewState> &
  Omit<VideoPreviewState, 'isShown' | 'pausedBy' | 'error'> & {
    /** Whether there is a live view of it. */
    readonly shown: boolean;
    /** @default null */
    readonly pausedBy?: ViewPause | null;
    /** The picture; `null` while there is none. @default null */
    readonly stream?: MediaStream | null;
    /** Whether the picture is mirrored, as people know themselves. What the agent sees never is. @default of a camera */
    readonly mirrored?: boolean;
    /** The image that the agent was shown last. @default null */
    readonly lastImage?: Pick<ShownImage, 'url'> | null;
    /** The error with which it is off. @default null */
    readonly error?: RealtimeErrorCode | null;
    /** Opens or closes it. Without it there is no such button. */
    readonly onOpenChange?: ((isOpen: boolean) => void) | undefined;
    /** Begins or ends the live view. Without it there is no such button. */
    readonly onShownChange?: ((shown: boolean) => void) | undefined;
    /** Shows the agent one image. Without it there is no such button. */
    readonly onLook?: (() => void) | undefined;
    /** The cameras to choose from: with two and more there is a field for them. @default none */
    readonly cameras?: readonly AudioDevice[];
    /** The camera that is open. @default null */
    readonly deviceId?: string | null;
    /** Switches to another camera; `null` is the system default. Without it there is no such field. */
    readonly onDeviceChange?: ((deviceId: string | null) => void) | undefined;
  };

/**
 * The contents of `CameraPreview` and `ScreenPreview` for a state of your own.
 *
 * Attributes: `data-source`, `data-state` (`off`, `opening`, `on`), `data-shown`, `data-paused-by`, `data-error`.
 *
 * @example
 * <VideoPreviewView source="camera" state="on" stream={stream} shown={false} onShownChange={show} />
 */
export function VideoPreviewView(given: VideoPreviewViewProps) {
  const {
    source,
    state,
    shown,
    pausedBy = null,
    stream = null,
    mirrored = source === 'camera',
    ...rest
  } = given;
  const { lastImage = null, error = null, children, ...others } = rest;
  const {
    onOpenChange,
    onShownChange,
    onLook,
    cameras = [],
    deviceId = null,
    onDeviceChange,
    ...props
  } = others;
  const labels = usePartLabels(videoPreviewLabels);
  const texts = labels.video;
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  const isOpen = state !== 'off';
  const mark = shown ? (pausedBy === null ? texts.shown : texts.pauses[pausedBy]) : texts.unseen;
  const refusal = (error && labels.errors[error]?.title) ?? null;
  return usePart('div', props, {
    name: 'repartee-video',
    state: { source, state, isShown: shown, pausedBy, error },
    props: { role: 'group', 'aria-label': texts[source] },
    children: (
      <>
        <Frame {...{ state, mirrored, mark, refusal, lastImage, video }} off={texts.off[source]} />
        {isOpen && onDeviceChange && cameras.length > 1 && (
          <DeviceSelectView kind="camera" devices={cameras} {...{ deviceId, error, onDeviceChange }} />
        )}
        {children ?? (
          <VideoPreviewActions {...{ source, state, shown, video, onOpenChange, onShownChange, onLook }} />
        )}
      </>
    ),
  });
}

interface FrameProps {
  readonly state: VideoState['state'];
  readonly mirrored: boolean;
  readonly mark: string;
  /** The reason why there is no picture; `null` where the user has closed it. */
  readonly refusal: string | null;
  readonly off: string;
  readonly lastImage: Pick<ShownImage, 'url'> | null;
  readonly video: RefObject<HTMLVideoElement | null>;
}

/** The picture, with what is said on it. */
function Frame({ state, mirrored, mark, refusal, off, lastImage, video }: FrameProps) {
  const slot = useSlots();
  const texts = usePartLabels(videoPreviewLabels).video;
  const isOpen = state !== 'off';
  return (
    <div className={slot('repartee-video-frame')}>
      <video
        ref={video}
        className={slot('repartee-video-picture')}
        data-mirrored={mirrored || undefined}
        aria-hidden="true"
        autoPlay
        muted
        playsInline
      />
      {!isOpen && <p className={slot('repartee-video-off')}>{refusal ?? off}</p>}
      <p role="status" className={slot('repartee-video-mark')}>
        {state === 'opening' ? texts.opening : isOpen && mark}
      </p>
      {lastImage && <img className={slot('repartee-video-last')} src={lastImage.url} alt={texts.lastImage} />}
    </div>
  );
}
