import type { ReactNode, RefObject } from 'react';
import type { MessageEntry } from '@repartee/core';
import { useImageInput } from '@repartee/hooks';
import { ExportMenu, MessageActions, SessionSummary, TextComposer, Transcript } from '@repartee/ui';
import { Suggestions } from './Suggestions.tsx';

interface MessagesProps {
  readonly isVoice: boolean;
  readonly suggestions: readonly string[];
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onSent: () => void;
  /** The switch between voice and text. */
  readonly children: ReactNode;
}

const noted = () => {};

/** The demo keeps no feedback. */
const actions = (entry: MessageEntry) => <MessageActions entry={entry} onFeedback={noted} />;

/** The conversation in writing: the transcript and the composer. */
export function Messages({ isVoice, suggestions, field, onSent, children }: MessagesProps) {
  const images = useImageInput();
  return (
    <div className="demo-messages">
      {children}
      <Transcript.Root
        className="demo-transcript"
        markdown
        actions={actions}
        empty={<Suggestions isVoice={isVoice} suggestions={suggestions} onSent={onSent} />}
      />
      <SessionSummary>
        <ExportMenu />
      </SessionSummary>
      <TextComposer fieldProps={{ ref: field }} images={images} />
    </div>
  );
}
