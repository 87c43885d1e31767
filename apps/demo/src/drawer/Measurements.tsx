import type { BudgetStep } from '@repartee/core';
import { useSessionState } from '@repartee/hooks';
import { LatencyBadge, SessionTimeLeft } from '@repartee/ui';
import { BargeInNote } from './BargeInNote.tsx';
import { Connection } from './Connection.tsx';
import { Cost } from './Cost.tsx';
import { Latency } from './Latency.tsx';

/** Latency, playback, connection, interruptions and cost. */
export function Measurements({ steps }: { readonly steps: readonly BudgetStep[] }) {
  const hasStarted = useSessionState(({ connection }) => connection > 0);
  return (
    <div className="demo-measurements">
      <div className="demo-measurements-head">
        <LatencyBadge />
        <SessionTimeLeft />
      </div>
      {!hasStarted && <p className="demo-note">Figures appear with the first answer.</p>}
      {hasStarted && <Latency />}
      <Connection />
      {hasStarted && <BargeInNote />}
      <Cost steps={steps} />
    </div>
  );
}
