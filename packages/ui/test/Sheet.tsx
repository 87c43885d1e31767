import type { ReactNode } from 'react';
import { SessionProvider } from '@repartee/hooks';
import type { RealtimeSession } from '@repartee/core';
import './sheet.css';

/** One state on a sheet: its name, a session in this state, and what to render instead of the children of the sheet. */
export interface SheetState {
  readonly name: string;
  readonly session: RealtimeSession;
  readonly render?: ReactNode;
}

interface SheetProps {
  readonly states: readonly SheetState[];
  /** Puts each state on a line of its own. @default false */
  readonly isWide?: boolean;
  readonly children?: ReactNode;
}

/** Every state of a part side by side, for pictures and reviews. */
export function Sheet({ states, isWide = false, children }: SheetProps) {
  return (
    <div className="sheet" data-wide={isWide ? '' : undefined}>
      {states.map(({ name, session, render }) => (
        <figure key={name}>
          <figcaption>{name}</figcaption>
          <SessionProvider session={session}>{render ?? children}</SessionProvider>
        </figure>
      ))}
    </div>
  );
}
