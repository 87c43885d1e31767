import type { ReactNode } from 'react';
import { useSessionState } from '@repartee/hooks';
import { SessionStatus, VoiceOrb } from '@repartee/ui';
import type { Case } from '../cases/Case.ts';
import { Dock } from './Dock.tsx';
import type { DockProps } from './Dock.tsx';
import { isOpenStatus } from './isOpenStatus.ts';
import { StageEyes } from './StageEyes.tsx';
import { StageTool } from './StageTool.tsx';
import { StageWords } from './StageWords.tsx';

interface StageProps extends DockProps {
  readonly example: Case;
  /** Messages about the connection, above the presence. */
  readonly notices: ReactNode;
  /** The scenarios to try, below the controls. */
  readonly scenarios: ReactNode;
  /** Small print of the first screen. */
  readonly children?: ReactNode;
}

/** One presence, one sentence, one action; while a conversation is open, what is said and its controls. */
export function Stage({ example, notices, scenarios, children, ...dock }: StageProps) {
  const isOpen = useSessionState(({ status }) => isOpenStatus(status));
  return (
    <section className="demo-stage" aria-label="Stage" data-open={isOpen || undefined}>
      <div className="demo-stage-notices">{notices}</div>
      <div className="demo-stage-scene">
        <div className="demo-stage-presence">
          <VoiceOrb seed={example.name} />
          <SessionStatus />
        </div>
        <div className="demo-stage-words">
          <StageWords example={example} />
          <StageTool hasPane={dock.hasPane} />
          {isOpen && example.sees && <StageEyes />}
        </div>
      </div>
      <Dock {...dock} />
      {!isOpen && <div className="demo-stage-print">{children}</div>}
      {scenarios}
    </section>
  );
}
