import { useMemo, useState } from 'react';
import type { ProviderAdapter, TurnDetection } from '@repartee/core';
import { SessionProvider, useClientTool, useRealtimeSession } from '@repartee/hooks';
import { AudioUnlockPrompt, ErrorNotice, LabelsProvider, TextComposer, Transcript } from '@repartee/ui';
import type { Choice } from './demo-config.ts';
import { DEFAULT_DETECTION, Settings } from './Settings.tsx';
import { Stage } from './Stage.tsx';
import { Suggestions } from './Suggestions.tsx';
import { createThemeTool, getTime, getWeather } from './tools.ts';
import type { Theme } from './useTheme.ts';

interface ConversationProps {
  readonly adapter: ProviderAdapter;
  readonly choice: Choice;
  readonly isVoice: boolean;
  readonly onThemeChange: (theme: Theme) => void;
}

const SPOKEN = {};

/** Where nobody speaks, the words should not say so. */
const WRITTEN = { connect: 'Start writing', composerHint: 'Write a message…' };

const INSTRUCTIONS =
  'You are a friendly guide to this demo. Speak in one or two short sentences. Use your tools when they help.';

/** One conversation: its session, and everything that shows it. */
export function Conversation({ adapter, choice, isVoice, onThemeChange }: ConversationProps) {
  const [instructions, setInstructions] = useState(INSTRUCTIONS);
  const [turnDetection, setTurnDetection] = useState<TurnDetection>(DEFAULT_DETECTION);
  const kind = choice.isReal ? 'real' : 'emulated';
  const { session } = useRealtimeSession({
    adapter,
    credential: () => fetch(`/api/realtime/${choice.vendorId}/${kind}/credential`, { method: 'POST' }),
    config: { instructions, turnDetection, outputModality: isVoice ? 'audio' : 'text' },
    ...(isVoice ? {} : { microphone: false as const }),
  });
  return (
    <SessionProvider session={session}>
      <Tools onThemeChange={onThemeChange} />
      <LabelsProvider labels={isVoice ? SPOKEN : WRITTEN}>
        <main className="demo-main">
          <section className="demo-side" aria-label="The call">
            <Stage isVoice={isVoice} isReal={choice.isReal} />
            <Settings
              instructions={instructions}
              onInstructionsChange={setInstructions}
              turnDetection={turnDetection}
              onTurnDetectionChange={setTurnDetection}
              isVoice={isVoice}
            />
          </section>
          <section className="demo-talk" aria-label="The talk">
            <ErrorNotice />
            <AudioUnlockPrompt />
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
