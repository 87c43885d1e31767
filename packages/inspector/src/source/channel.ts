/** The channel that a page and its inspector share by default. */
export const CHANNEL = 'repartee-inspector';

/** The messages between pages and inspectors. A page is known by `from`, an inspector by `by`. */
export type ChannelMessage =
  /** A page can be followed from now on. */
  | { readonly type: 'here'; readonly from: string }
  /** An inspector asks a page to begin, or every page. */
  | { readonly type: 'ask'; readonly by: string; readonly to?: string }
  /** An inspector follows no longer. */
  | { readonly type: 'leave'; readonly by: string }
  /** The lines that follow are the first of a recording. */
  | { readonly type: 'begin'; readonly from: string }
  | { readonly type: 'lines'; readonly from: string; readonly lines: readonly string[] }
  /** No more lines come, unless a page is asked again. */
  | { readonly type: 'end'; readonly from: string };

let count = 0;

/** A name that no other page or inspector of this origin has. */
export function createChannelId(): string {
  count += 1;
  return `${performance.timeOrigin} ${Math.random()} ${count}`;
}

/** Whether it is one of ours: others may use the channel. */
export function isMessage(data: unknown): data is ChannelMessage {
  const { type, from, by, lines } = (data ?? {}) as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'ask':
    case 'leave':
      return typeof by === 'string';
    case 'here':
    case 'begin':
    case 'end':
      return typeof from === 'string';
    case 'lines':
      return (
        typeof from === 'string' && Array.isArray(lines) && lines.every((line) => typeof line === 'string')
      );
    default:
      return false;
  }
}
