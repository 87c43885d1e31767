import type { EndReason, RealtimeErrorCode, SessionPhase, SessionStatus, ToolEntry } from '@repartee/core';
import type { PressOutcome, PushToTalkControls, TalkBlock } from '@repartee/hooks';
import type { BudgetWords } from './BudgetWords.ts';

/** What went wrong in plain words, and what the user can do about it. */
export interface ErrorWords {
  readonly title: string;
  readonly advice: string;
}

/** Every word that the parts say. Give a part of it to `LabelsProvider` to translate or to change the tone. */
export interface Labels {
  readonly connect: string;
  readonly connecting: string;
  readonly cancel: string;
  readonly disconnect: string;
  /** The name of the microphone's button; whether it is pressed tells the rest. */
  readonly mute: string;
  /** What a pointer that rests on the pressed button is told. */
  readonly unmute: string;
  /** The name of the button that is held to talk. */
  readonly talk: string;
  /** What to do next with it. */
  readonly talkHints: Readonly<Record<PushToTalkControls['state'], string>>;
  /** What became of the last turn by hand. */
  readonly talkOutcomes: Readonly<Record<PressOutcome, string>>;
  /** Why nobody can talk by hand now. */
  readonly talkBlocks: Readonly<Record<TalkBlock, string>>;
  readonly status: Readonly<Record<SessionStatus, string>>;
  readonly phase: Readonly<Record<SessionPhase, string>>;
  /** Why a session that is closed was closed. */
  readonly endReason: Readonly<Record<EndReason, string>>;
  readonly transcript: string;
  readonly emptyTranscript: string;
  readonly you: string;
  readonly agent: string;
  readonly system: string;
  readonly image: string;
  readonly listening: string;
  readonly transcribing: string;
  readonly thinking: string;
  readonly notUnderstood: string;
  readonly interrupted: (heardSeconds: number) => string;
  readonly unheard: string;
  /** Comes before the words of a cut answer that were not heard; read out only. */
  readonly unheardWords: string;
  readonly jumpToNewest: string;
  readonly jumpToNew: (count: number) => string;
  readonly toolStates: Readonly<Record<ToolEntry['state'], string>>;
  readonly toolArguments: string;
  readonly toolResult: string;
  readonly remoteTool: (server: string) => string;
  readonly approvalQuestion: (tool: string, server: string) => string;
  readonly approve: string;
  readonly decline: string;
  readonly approved: string;
  readonly declined: string;
  readonly composer: string;
  readonly composerHint: string;
  readonly send: string;
  readonly userWaveform: string;
  readonly agentWaveform: string;
  readonly latency: (ms: number) => string;
  readonly latencyTitle: string;
  readonly noLatency: string;
  /** What keeps the user from being heard. */
  readonly microphoneHints: Readonly<Record<'muted' | 'headphones' | 'half-duplex', string>>;
  /** The names of the fields that choose a device, and of devices that the browser gives none. */
  readonly devices: Readonly<
    Record<'microphone' | 'speaker', { readonly name: string; readonly unnamed: (number: number) => string }>
  >;
  /** The choice of following the system. */
  readonly systemDevice: string;
  /** A chosen device that is not there any more. */
  readonly missingDevice: string;
  readonly playbackBlocked: string;
  readonly enableSound: string;
  readonly dismiss: string;
  readonly tryAgain: string;
  readonly budget: BudgetWords;
  readonly errors: Readonly<Record<RealtimeErrorCode, ErrorWords>>;
}

/** Some of the words. Of a group of words, such as `status` or `errors`, some will do too. */
export type LabelsOverride = {
  readonly [Key in keyof Labels]?: Labels[Key] extends string | ((...args: never[]) => string)
    ? Labels[Key]
    : Partial<Labels[Key]>;
};
