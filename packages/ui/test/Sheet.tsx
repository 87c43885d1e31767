import type { ReactNode } from 'react';
import { SessionProvider } from '@repartee/hooks';
import type { RealtimeSession } from '@repartee/core';

/** One state on a sheet: its name and the session that is in it. */
export interface SheetState {
  readonly name: string;
  readonly session: RealtimeSession;
  readonly render?: ReactNode;
}

/** Every state of a part side by side, for pictures and reviews. */
export function Sheet({
  states,
  children,
}: {
  readonly states: readonly SheetState[];
  readonly children?: ReactNode;
}) {
  return (
    <div className="sheet">
      {states.map(({ name, session, render }) => (
        <figure key={name}>
          <figcaption>{name}</figcaption>
          <SessionProvider session={session}>{render ?? children}</SessionProvider>
        </figure>
      ))}
    </div>
  );
}
