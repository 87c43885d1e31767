import { useMemo, useState } from 'react';
import type { RealtimeSessionOptions, SpeechOptions } from '@repartee/core';
import { SessionProvider, useClientTool, useRealtimeSession } from '@repartee/hooks';
import {
  AudioUnlockPrompt,
  BudgetExceeded,
  ErrorNotice,
  LabelsProvider,
  MicrophoneHint,
  TextComposer,
  Transcript,
} from '@repartee/ui';
import { Cost } from './Cost.tsx';
import { createDemoBudget, MORE } from './demo-budget.ts';
import type { Choice } from './demo-config.ts';
import { Greeting } from './Greeting.tsx';
import { bargeInOf, DEFAULT_SETUP, Settings, turnDetectionOf } from './Settings.tsx';
import type { Setup } from './Settings.tsx';
import { Stage } from './Stage.tsx';
import { Suggestions } from './Suggestions.tsx';
import { createThemeTool, getTime, getWeather } from './tools.ts';
import { TurnMode } from './TurnMode.tsx';
import type { Theme } from './useTheme.ts';
import { SPEECH } from './vendors.ts';
import type { Vendor } from './vendors.ts';
import { WriteInstead } from './WriteInstead.tsx';

interface ConversationProps {
  readonly adapter: RealtimeSessionOptions['adapter'];
  readonly choice: Choice;
  readonly voices: readonly string[];
  readonly loadPrices: Vendor['loadPrices'];
  /** Who speaks the page's own words; `null` where there is nobody. */
  readonly speech: SpeechOptions | null;
  readonly isVoice: boolean;
  /** Called by whoever goes on without a microphone. */
  readonly onWrite: () => void;
  readonly onThemeChange: (theme: Theme) => void;
}

const SPOKEN = {};

/** Where nobody speaks, the words should not say so. */
const WRITTEN = { connect: 'Start writing', composerHint: 'Write a message…' };

/** Asks the demo's server for what opens a conversation over the given transport. */
function fetchCredential(
  { vendorId, isReal }: Choice,
  transport = 'websocket',
  { instructions, voice }: Setup,
): Promise<Response> {
  const kind = isReal ? 'real' : 'emulated';
  return fetch(`/api/realtime/${vendorId}/${kind}/credential?transport=${transport}`, {
    method: 'POST',
    // For vendors that are set up by the credential; the server leaves it aside for the others.
    body: JSON.stringify({ instructions, voice }),
  });
}

/** One conversation: its session, and everything that shows it. */
export function Conversation(props: ConversationProps) {
  const { adapter, choice, voices, loadPrices, speech, isVoice, onWrite, onThemeChange } = props;
  const [setup, setSetup] = useState<Setup>(DEFAULT_SETUP);
  const [budget] = useState(() => createDemoBudget(loadPrices));
  const { session } = useRealtimeSession({
    adapter,
    credential: () => fetchCredential(choice, adapter.transport, setup),
    config: {
      instructions: setup.instructions,
      turnDetection: turnDetectionOf(setup),
      outputModality: isVoice ? 'audio' : 'text',
      ...(setup.voice === null ? {} : { voice: setup.voice }),
    },
    budget,
    ...(speech && { speech }),
    ...(isVoice ? { inputMode: setup.inputMode, bargeIn: bargeInOf(setup) } : { microphone: false as const }),
  });
  return (
    <SessionProvider session={session}>
      <Tools onThemeChange={onThemeChange} />
      {isVoice && speech && setup.isGreeting && <Greeting />}
      <LabelsProvider labels={isVoice ? SPOKEN : WRITTEN}>
        <main className="demo-main">
          <section className="demo-side" aria-label="The call">
            <Stage isVoice={isVoice} isReal={choice.isReal}>
              {isVoice && (
                <TurnMode
                  mode={setup.inputMode}
                  onChange={(inputMode) => setSetup((current) => ({ ...current, inputMode }))}
                />
              )}
            </Stage>
            <Cost />
            <Settings
              setup={setup}
              onChange={(patch) => setSetup((current) => ({ ...current, ...patch }))}
              voices={voices}
              isVoice={isVoice}
              speech={speech && SPEECH.name}
            />
          </section>
          <section className="demo-talk" aria-label="The talk">
            <BudgetExceeded extendBy={MORE} />
            <ErrorNotice />
            <WriteInstead onWrite={onWrite} />
            <AudioUnlockPrompt />
            <MicrophoneHint />
            <Transcript.Root className="demo-transcript" empty={<Suggestions isVoice={isVoice} />} />
            <TextComposer />
          </section>
        </main>
      </LabelsProvider>
    </SessionProvider>
  );
}

/** The tools that the agent may call while this is mounted. */
function Tools({ onThemeChange }: { readonly onThemeChange: (theme: Theme) => void }) {
  const setTheme = useMemo(() => createThemeTool(onThemeChange), [onThemeChange]);
  useClientTool(getWeather);
  useClientTool(getTime);
  useClientTool(setTheme);
  return null;
}
