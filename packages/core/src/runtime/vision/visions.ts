import type { RealtimeSession } from '../realtime-session.ts';
import type { Vision } from './vision.ts';

const visions = new WeakMap<RealtimeSession, Vision>();

/** The vision of a session that has one. */
export function visionOf(session: RealtimeSession): Vision | null {
  return visions.get(session) ?? null;
}

/** Remembers the vision of a session. */
export function rememberVision(session: RealtimeSession, vision: Vision): void {
  visions.set(session, vision);
}

/** A change among the images of a live view that the vendor keeps. */
export interface ViewChange {
  readonly added: { readonly id: string; readonly width: number; readonly height: number } | null;
  readonly removedId: string | null;
}

const followers = new WeakMap<RealtimeSession, Set<(change: ViewChange) => void>>();

/** Follows the images of the live views of a session, before it has a vision too. Returns what ends it. */
export function followViews(session: RealtimeSession, listener: (change: ViewChange) => void): () => void {
  const listeners = followers.get(session) ?? new Set();
  followers.set(session, listeners.add(listener));
  return () => void listeners.delete(listener);
}

/** Tells those who follow the views of a session. */
export function tellViewChange(session: RealtimeSession, change: ViewChange): void {
  for (const listener of followers.get(session) ?? []) listener(change);
}
