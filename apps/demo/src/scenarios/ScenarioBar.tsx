import { useState } from 'react';
import { useSession, useSessionState } from '@repartee/hooks';
import { createEchoRoom } from './echoRoom.ts';
import type { EchoRoom } from './echoRoom.ts';
import { SCENARIOS } from './scenarios.ts';
import type { Scenario, World } from './scenarios.ts';

const page = createEchoRoom();

interface ScenarioBarProps extends Omit<World, 'session' | 'room'> {
  /** @default the room of the page */
  readonly room?: EchoRoom;
  readonly isVoice: boolean;
  /** Called when a scenario is on its way: the user looks at the conversation. */
  readonly onTried?: () => void;
}

/** Events of a product in use, each by one click: the bar drives the emulator, the network, the tools and the budget. */
export function ScenarioBar({ isVoice, onTried, room = page, ...world }: ScenarioBarProps) {
  const session = useSession();
  const isLive = useSessionState(({ status }) => status === 'live');
  const [report, setReport] = useState('');
  const run = async (scenario: Scenario) => {
    setReport(scenario.hint);
    onTried?.();
    try {
      await scenario.run({ ...world, room, session });
    } catch (error) {
      setReport(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="demo-scenarios" role="group" aria-label="Scenarios">
      <div className="demo-scenarios-row">
        {SCENARIOS.filter(({ isSpoken }) => isVoice || !isSpoken).map((scenario) => {
          const isReady = isLive || scenario.startsItself === true;
          return (
            <button
              key={scenario.name}
              type="button"
              className="repartee-button demo-chip"
              title={scenario.hint}
              aria-disabled={!isReady || undefined}
              onClick={() => isReady && void run(scenario)}
            >
              {scenario.name}
            </button>
          );
        })}
      </div>
      <p className="demo-note" role="status">
        {report}
      </p>
    </div>
  );
}
