'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import type { VideoSource, VideoState } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { smallWindowShape } from '../../internal/iconShapes.ts';
import { useSlots } from '../../internal/useSlots.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { videoPreviewLabels } from './videoPreviewLabels.ts';

interface VideoPreviewActionsProps {
  readonly source: VideoSource;
  readonly state: VideoState['state'];
  readonly shown: boolean;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly onOpenChange: ((isOpen: boolean) => void) | undefined;
  readonly onShownChange: ((shown: boolean) => void) | undefined;
  readonly onLook: (() => void) | undefined;
}

/** The buttons of a preview. */
export function VideoPreviewActions(props: VideoPreviewActionsProps) {
  const { source, state, shown, video, onOpenChange, onShownChange, onLook } = props;
  const slot = useSlots();
  const texts = usePartLabels(videoPreviewLabels).video;
  const isOpen = state !== 'off';
  return (
    <div className={slot('repartee-video-actions')}>
      {onOpenChange && (
        <button type="button" className={slot('repartee-button')} onClick={() => onOpenChange(!isOpen)}>
          {isOpen ? texts.close[source] : texts.open[source]}
        </button>
      )}
      {onShownChange && isOpen && (
        <button
          type="button"
          className={slot(shown ? 'repartee-button' : 'repartee-button repartee-button-strong')}
          onClick={() => onShownChange(!shown)}
        >
          {shown ? texts.hide : texts.show}
        </button>
      )}
      {onLook && state === 'on' && !shown && (
        <button type="button" className={slot('repartee-button')} onClick={onLook}>
          {texts.look}
        </button>
      )}
      {state === 'on' && <SmallWindow video={video} name={texts.pictureInPicture} />}
    </div>
  );
}

const neverChanges = () => () => {};

/** Puts the picture into a window of the browser's own, which stays above other pages, and takes it back. */
function SmallWindow({ video, name }: Pick<VideoPreviewActionsProps, 'video'> & { readonly name: string }) {
  const slot = useSlots();
  const [isAway, setAway] = useState(false);
  const isPossible = useSyncExternalStore(
    neverChanges,
    () => document.pictureInPictureEnabled === true,
    () => false,
  );
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    const onEnter = () => setAway(true);
    const onLeave = () => setAway(false);
    element.addEventListener('enterpictureinpicture', onEnter);
    element.addEventListener('leavepictureinpicture', onLeave);
    return () => {
      element.removeEventListener('enterpictureinpicture', onEnter);
      element.removeEventListener('leavepictureinpicture', onLeave);
      // The window would stay, and show the last picture.
      if (document.pictureInPictureElement === element) document.exitPictureInPicture().catch(() => {});
    };
  }, [video]);
  const toggle = () => {
    // The browser refuses it where there is no picture yet, or no room: the picture stays where it is.
    (isAway ? document.exitPictureInPicture() : video.current?.requestPictureInPicture())?.catch(() => {});
  };
  if (!isPossible) return null;
  return (
    <button
      type="button"
      className={slot('repartee-button repartee-video-window')}
      aria-pressed={isAway}
      aria-label={name}
      title={name}
      onClick={toggle}
    >
      <Icon shape={smallWindowShape} />
    </button>
  );
}
