import type { PageChange } from './recording.ts';

/** Tells what the page, its network and its devices do. Without a page, as in Node, nothing. Returns the function that ends it. */
export function watchPage(onChange: (change: PageChange) => void): () => void {
  const end = new AbortController();
  const { signal } = end;
  const listen = (target: EventTarget | undefined, type: string, read: () => PageChange) =>
    target?.addEventListener(type, () => onChange(read()), { signal });
  const page = globalThis.document as Document | undefined;
  listen(page, 'visibilitychange', () => (page?.visibilityState === 'hidden' ? 'hidden' : 'visible'));
  listen(page, 'freeze', () => 'frozen');
  listen(page, 'resume', () => 'resumed');
  const network = page ? globalThis : undefined;
  listen(network, 'online', () => 'online');
  listen(network, 'offline', () => 'offline');
  const devices = (globalThis.navigator as Partial<Navigator> | undefined)?.mediaDevices;
  listen(devices, 'devicechange', () => 'devices-changed');
  return () => end.abort();
}
