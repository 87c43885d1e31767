import { createPortal } from 'react-dom';
import type { Recorder } from '@repartee/core/recording';
import { useSession } from '@repartee/hooks';
import { ReportProblem } from '@repartee/ui';
import type { Case } from '../cases/Case.ts';
import type { View } from '../conversation/ConversationProps.ts';
import type { DemoNetwork } from '../conversation/demo-network.ts';
import type { Choice } from '../demo-config.ts';
import type { Vendor } from '../vendors.ts';
import { ScenarioBar } from '../scenarios/ScenarioBar.tsx';
import { useIsWide } from '../useIsWide.ts';
import { Events } from './Events.tsx';
import { Faults } from './Faults.tsx';
import { Measurements } from './Measurements.tsx';
import { Settings } from './Settings.tsx';
import type { Setup } from './setup.ts';
import { useBudgetSteps } from './useBudgetSteps.ts';
import { useEventLog } from './useEventLog.ts';

interface DrawerContentsProps {
  readonly view: View;
  readonly choice: Choice;
  readonly vendor: Vendor;
  readonly example: Case;
  readonly setup: Setup;
  readonly onSetupChange: (patch: Partial<Setup>) => void;
  /** The name of the voice of the app's own speech; `null` where there is none. */
  readonly speechName: string | null;
  readonly emulatorUrl: string | null;
  readonly transport: 'websocket' | 'webrtc';
  readonly network: DemoNetwork;
  /** The recorder of the conversation from its beginning; `null` until it has loaded. */
  readonly recorder: Recorder | null;
  readonly onDrawerClose: () => void;
  readonly onInspectedChange: (isInspected: boolean) => void;
}

/** Fills the drawer with what belongs to the conversation. Events and budget are followed while it is closed, too. */
export function DrawerContents(props: DrawerContentsProps) {
  const session = useSession();
  const steps = useBudgetSteps(session.budget);
  const events = useEventLog(session);
  const { slot, tab, isVoice } = props.view;
  if (!slot) return null;
  // The drawer would cover it on a phone.
  const inspect = () => {
    props.onInspectedChange(true);
    props.onDrawerClose();
  };
  const contents = {
    settings: () => (
      <Settings
        setup={props.setup}
        onChange={props.onSetupChange}
        voices={props.vendor.voices}
        isVoice={isVoice}
        speech={props.speechName}
      />
    ),
    measurements: () => <Measurements steps={steps} />,
    events: () => (
      <>
        <div className="demo-drawer-actions">
          <button type="button" className="repartee-button" onClick={inspect}>
            Open the inspector
          </button>
          <ReportProblem recorder={props.recorder} filename="demo.repartee" />
        </div>
        <Events events={events} />
      </>
    ),
    failures: () => <Failures {...props} />,
  };
  return createPortal(tab && contents[tab](), slot);
}

function Failures(props: DrawerContentsProps) {
  const { emulatorUrl, choice, transport, network, onDrawerClose, example, view } = props;
  const isWide = useIsWide();
  if (emulatorUrl === null)
    return <p className="demo-note">Only the emulator can be told to fail. Choose it in the settings.</p>;
  const vendor = choice.vendorId;
  // On a phone the drawer covers the conversation, where the failure shows.
  const showConversation = () => {
    if (!isWide) onDrawerClose();
  };
  return (
    <>
      {!isWide && (
        <ScenarioBar
          {...{ vendor, network, example }}
          origin={emulatorUrl}
          isVoice={view.isVoice}
          onTried={showConversation}
        />
      )}
      <Faults {...{ vendor, transport, network }} origin={emulatorUrl} onTried={showConversation} />
    </>
  );
}
