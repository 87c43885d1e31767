'use client';

import { useEffect, useRef } from 'react';
import { createPresence } from './createPresence.ts';
import type { Presence, PresenceOptions } from './createPresence.ts';
import { useSlots } from '../useSlots.ts';

/** The canvas of a presence. It renders when the state changes, and never for a frame. */
export function PresenceCanvas({ draw, state, user, agent, face, hasAvatar }: PresenceOptions) {
  const slot = useSlots();
  const canvas = useRef<HTMLCanvasElement>(null);
  const presence = useRef<Presence>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const options = { draw, state, user, agent, face, hasAvatar };
    if (presence.current) presence.current.update(options);
    else presence.current = createPresence(canvas.current, options);
  }, [draw, state, user, agent, face, hasAvatar]);
  useEffect(
    () => () => {
      presence.current?.dispose();
      presence.current = null;
    },
    [],
  );
  return <canvas ref={canvas} className={slot('repartee-presence-canvas')} aria-hidden="true" />;
}
