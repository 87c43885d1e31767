import { useRef, useState } from 'react';
import type { RealtimeError } from '@repartee/core';
import { SessionProvider } from '@repartee/hooks';
import { BudgetExceeded, LabelsProvider } from '@repartee/ui';
import { DrawerContents } from '../drawer/DrawerContents.tsx';
import { Template } from '../templates/Template.tsx';
import { SPEECH } from '../vendors.ts';
import { Background } from './Background.tsx';
import type { ConversationProps } from './ConversationProps.ts';
import { MORE } from './demo-budget.ts';
import { InspectorDock } from './InspectorDock.tsx';
import { Notices } from './Notices.tsx';
import { StageScreen } from './StageScreen.tsx';
import { useDemoRecorder } from './useDemoRecorder.ts';
import { useDemoSession } from './useDemoSession.ts';
import { useMicrophoneSwitch } from './useMicrophoneSwitch.ts';

const VOICE_LABELS = {};

const TEXT_LABELS = { connect: 'Start writing', composerHint: 'Write a message…' };

/** One conversation: its session, and the screen that shows it. */
export function Conversation(props: ConversationProps) {
  const { adapter, vendor, example, speech, view, setup, onVoiceChange } = props;
  const { isVoice } = view;
  const { session, network } = useDemoSession({ ...props, loadPrices: vendor.loadPrices, isVoice });
  const recorder = useDemoRecorder(session);
  const [microphoneError, setMicrophoneError] = useState<RealtimeError | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // The control that was clicked leaves the page: the user goes on in the composer, which React shows first.
  const focusComposer = () => queueMicrotask(() => field.current?.focus());
  useMicrophoneSwitch(session, isVoice, (error) => {
    setMicrophoneError(error);
    onVoiceChange(false);
  });
  const continueInWriting = () => {
    onVoiceChange(false);
    // The session connects within the click, before the next render could tell it.
    session.updateConfig({ outputModality: 'text' });
    void session.microphone.select(false);
    // A failure is in the session's state, and ErrorNotice shows it.
    session.connect().catch(() => {});
    focusComposer();
  };
  const notices = (
    <Notices
      onContinueInWriting={props.canWrite ? continueInWriting : null}
      microphoneError={microphoneError}
      onDismiss={() => setMicrophoneError(null)}
    />
  );
  return (
    <SessionProvider session={session}>
      <Background {...props} hasGreeting={setup.hasGreeting} />
      <LabelsProvider labels={isVoice ? VOICE_LABELS : TEXT_LABELS}>
        <BudgetExceeded extendBy={MORE} />
        {view.template === 'stage' && (
          <StageScreen {...props} {...{ network, notices, field, focusComposer }} />
        )}
        {view.template !== 'stage' && (
          <main className="demo-main" data-screen={view.template}>
            <Template
              id={view.template}
              name={example.name}
              voices={vendor.voices}
              voice={setup.voice}
              onVoiceChange={(voice) => props.onSetupChange({ voice })}
            />
          </main>
        )}
        <InspectorDock recorder={recorder} isOpen={view.isInspected} onChange={props.onInspectedChange} />
        <DrawerContents
          {...props}
          speechName={speech && SPEECH.name}
          transport={adapter.transport ?? 'websocket'}
          network={network}
          recorder={recorder}
        />
      </LabelsProvider>
    </SessionProvider>
  );
}
