'use client';

import { useVideo } from './useVideo.ts';
import type { VideoControls } from './useVideo.ts';

/**
 * Follows the screen that the user shares, and shows it to the agent. The browser asks which screen, window or tab. The share
 * ends with the session, and when the user ends it in the browser.
 *
 * @example
 * const { state, start, close } = useScreenShare();
 * return <button onClick={() => (state === 'on' ? close() : start())}>Share the screen</button>;
 */
export function useScreenShare(): VideoControls {
  return useVideo('screen');
}
