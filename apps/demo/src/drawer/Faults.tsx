import { useEffect, useState } from 'react';
import { useConnection } from '@repartee/hooks';
import { isPossible, readFaults, TRIALS, tryFailure } from './faults.ts';
import type { FaultsReport, Trial } from './faults.ts';
import type { DemoNetwork } from '../conversation/demo-network.ts';

interface FaultsProps {
  /** The address of the emulator. */
  readonly origin: string;
  readonly vendor: string;
  readonly transport: 'websocket' | 'webrtc';
  readonly network: DemoNetwork;
  /** Called when a failure is on its way: the user looks at the conversation. */
  readonly onTried: () => void;
}

const explain = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Makes something go wrong at the emulator, to see what the app makes of it. */
export function Faults({ origin, vendor, transport, network, onTried }: FaultsProps) {
  const isReady = useConnection().status === 'live';
  const [report, setReport] = useState<string | null>(null);
  const [emulator, setEmulator] = useState<FaultsReport | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      try {
        const answer = await readFaults(origin);
        if (isCurrent) setEmulator(answer);
      } catch (error) {
        if (isCurrent) setReport(explain(error));
      }
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [origin]);
  const run = async (trial: Trial) => {
    if (!isReady) return;
    setReport(trial.hint);
    onTried();
    try {
      if (trial.offlineMs !== undefined) network.goOffline(trial.offlineMs);
      await tryFailure(origin, vendor, trial);
    } catch (error) {
      setReport(explain(error));
    }
  };
  const invitation = isReady
    ? 'What you see then is real: only the emulator is told to fail.'
    : 'Start the conversation first.';
  return (
    <div className="demo-faults">
      <p className="demo-note" role="status">
        {report ?? invitation}
      </p>
      {emulator &&
        TRIALS.map(({ title, trials }) => (
          <div key={title} className="demo-faults-group" role="group" aria-label={title}>
            <h3>{title}</h3>
            {trials
              .filter((trial) => isPossible(trial, emulator, vendor, transport))
              .map((trial) => (
                <TrialButton
                  key={trial.name}
                  trial={trial}
                  isReady={isReady}
                  onClick={() => void run(trial)}
                />
              ))}
          </div>
        ))}
    </div>
  );
}

interface TrialButtonProps {
  readonly trial: Trial;
  readonly isReady: boolean;
  readonly onClick: () => void;
}

/** It can be focused while the connection is away, so that the click does not lose the focus. */
function TrialButton({ trial, isReady, onClick }: TrialButtonProps) {
  return (
    <button
      type="button"
      className="repartee-button demo-chip"
      title={trial.hint}
      aria-disabled={!isReady || undefined}
      onClick={onClick}
    >
      {trial.name}
    </button>
  );
}
