import type { Scope } from '../util/scope.ts';

/**
 * Watches whether a context really plays. Browsers hold it back until a gesture, and phones stop it for calls, the lock
 * screen and other apps (Safari on iOS: `interrupted`). Coming back to the page is a good moment to try again.
 */
export function watchPlayback(context: AudioContext, scope: Scope, onBlockedChange: (isBlocked: boolean) => void): void {
  let isBlocked = false;
  const look = () => {
    const isHeldBack = context.state !== 'running' && context.state !== 'closed';
    if (isHeldBack === isBlocked || scope.isDisposed) return;
    isBlocked = isHeldBack;
    onBlockedChange(isBlocked);
  };
  // The browser may still refuse without a gesture: then `look` goes on saying that it is blocked.
  const retry = () => void context.resume().then(look, () => {});
  scope.listen(context, 'statechange', look);
  scope.listen(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible' && context.state !== 'running') retry();
  });
  look();
}
