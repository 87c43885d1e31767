import type { ReactNode, RefObject } from 'react';
import { useSessionState } from '@repartee/hooks';
import { ScenarioBar } from '../scenarios/ScenarioBar.tsx';
import { MicrophoneNote } from '../stage/MicrophoneNote.tsx';
import { Stage } from '../stage/Stage.tsx';
import { VoiceNote } from '../stage/VoiceNote.tsx';
import { useIsWide } from '../useIsWide.ts';
import type { ConversationProps } from './ConversationProps.ts';
import type { DemoNetwork } from './demo-network.ts';
import { Messages } from './Messages.tsx';
import { ModeSwitch } from './ModeSwitch.tsx';

interface StageScreenProps extends ConversationProps {
  readonly network: DemoNetwork;
  readonly notices: ReactNode;
  /** The field of the composer. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly focusComposer: () => void;
}

/** The demo's own screen: the stage, and the conversation in writing beside it. */
export function StageScreen(props: StageScreenProps) {
  const { view, example, vendor, choice, canWrite, notices, field, focusComposer } = props;
  const { isVoice, hasPane, isNewcomer } = view;
  const write = () => {
    props.onVoiceRequest(false);
    focusComposer();
  };
  return (
    <main className="demo-main" data-pane={hasPane || undefined}>
      <Stage
        example={example}
        isVoice={isVoice}
        hasPane={hasPane}
        onPaneChange={props.onPaneChange}
        onWrite={canWrite && isVoice ? write : null}
        notices={notices}
        scenarios={<Scenarios {...props} />}
      >
        {isVoice && <MicrophoneNote />}
        {isVoice && isNewcomer && !choice.isReal && <VoiceNote vendorName={vendor.name} />}
      </Stage>
      {hasPane && (
        <Messages isVoice={isVoice} suggestions={example.suggestions} field={field} onSent={focusComposer}>
          <ModeSwitch isVoice={isVoice} canWrite={canWrite} onVoiceChange={props.onVoiceRequest} />
        </Messages>
      )}
    </main>
  );
}

/** The scenarios, once there has been a conversation. A small window has them in the drawer. */
function Scenarios({ emulatorUrl, choice, network, example, view }: StageScreenProps) {
  const isWide = useIsWide();
  const hasStarted = useSessionState(({ status }) => status !== 'idle');
  if (!isWide || !hasStarted || emulatorUrl === null) return null;
  const { isVoice } = view;
  return <ScenarioBar origin={emulatorUrl} vendor={choice.vendorId} {...{ network, example, isVoice }} />;
}
