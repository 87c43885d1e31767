import { useEffect, useMemo } from 'react';
import { useClientTool, useSessionState } from '@repartee/hooks';
import type { AnyClientTool, SpeechOptions } from '@repartee/core';
import type { Case } from '../cases/Case.ts';
import { createThemeTool } from '../cases/tools.ts';
import { delayedTool } from '../scenarios/delayedTool.ts';
import { isOpenStatus } from '../stage/isOpenStatus.ts';
import type { Vendor } from '../vendors.ts';
import type { View } from './ConversationProps.ts';
import { Greeting } from './Greeting.tsx';
import { LookTool } from './LookTool.tsx';
import { Opening } from './Opening.tsx';

interface BackgroundProps {
  readonly example: Case;
  readonly vendor: Vendor;
  readonly view: View;
  readonly speech: SpeechOptions | null;
  readonly hasGreeting: boolean;
  readonly onConversationChange: (hasConversation: boolean) => void;
  readonly onThemeChange: (theme: 'light' | 'dark') => void;
}

/** The part of a conversation without a picture: its tools, its first words, and the report that there is one. */
export function Background(props: BackgroundProps) {
  const { example, vendor, view, speech, hasGreeting } = props;
  const setTheme = useMemo(() => createThemeTool(props.onThemeChange), [props.onThemeChange]);
  const greets = view.isVoice && speech !== null && hasGreeting;
  return (
    <>
      <ConversationWatch onChange={props.onConversationChange} />
      {[...example.tools, setTheme].map((tool) => (
        <Tool key={tool.name} tool={tool} />
      ))}
      {example.sees && <LookTool />}
      {greets && <Greeting />}
      {view.isGuided && view.isVoice && !greets && !vendor.speaksFirst && <Opening words={example.opening} />}
    </>
  );
}

/** Registers a tool for as long as it is mounted. */
function Tool({ tool }: { readonly tool: AnyClientTool }) {
  useClientTool(useMemo(() => delayedTool(tool), [tool]));
  return null;
}

/** Reports whether there is a conversation that a new one would replace. */
function ConversationWatch({ onChange }: { readonly onChange: (hasConversation: boolean) => void }) {
  const hasConversation = useSessionState(
    ({ status, transcript }) => transcript.order.length > 0 || isOpenStatus(status),
  );
  useEffect(() => {
    onChange(hasConversation);
    return () => onChange(false);
  }, [hasConversation, onChange]);
  return null;
}
