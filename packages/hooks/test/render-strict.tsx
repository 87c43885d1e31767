import { render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';

import type { RealtimeSession } from '@repartee/core';

import { SessionProvider } from '../src/index.ts';

/** Renders below StrictMode, which mounts everything twice, and below a provider where there is a session. */
export function renderStrict(ui: ReactNode, session?: RealtimeSession): RenderResult {
  const wrap = (content: ReactNode) => (
    <StrictMode>
      {session ? <SessionProvider session={session}>{content}</SessionProvider> : content}
    </StrictMode>
  );
  const view = render(wrap(ui));
  return { ...view, rerender: (next: ReactNode) => view.rerender(wrap(next)) };
}
