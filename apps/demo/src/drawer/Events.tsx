import type { LoggedEvent } from './useEventLog.ts';

/** The last events of the session, newest first. */
export function Events({ events }: { readonly events: readonly LoggedEvent[] }) {
  const first = events[0]?.atMs ?? 0;
  if (events.length === 0) return <p className="demo-note">The events of the session appear here.</p>;
  return (
    <ol className="demo-events" reversed>
      {events.toReversed().map(({ id, atMs, type, detail }) => (
        <li key={id} data-type={type}>
          <time>{`${((atMs - first) / 1_000).toFixed(2)} s`}</time>
          <code>{type}</code>
          <span>{detail}</span>
        </li>
      ))}
    </ol>
  );
}
