import type { RealtimeErrorCode, SessionPhase, SessionStatus, ToolEntry } from '@repartee/core';

/** Every word that the parts say. Give a part of it to `LabelsProvider` to translate or to change the tone. */
export interface Labels {
  readonly connect: string;
  readonly connecting: string;
  readonly disconnect: string;
  readonly mute: string;
  readonly unmute: string;
  readonly microphoneOff: string;
  readonly status: Readonly<Record<SessionStatus, string>>;
  readonly phase: Readonly<Record<SessionPhase, string>>;
  readonly transcript: string;
  readonly emptyTranscript: string;
  readonly you: string;
  readonly agent: string;
  readonly system: string;
  readonly listening: string;
  readonly transcribing: string;
  readonly notUnderstood: string;
  readonly interrupted: (heardSeconds: number) => string;
  readonly unheard: string;
  readonly jumpToNewest: string;
  readonly toolStates: Readonly<Record<ToolEntry['state'], string>>;
  readonly toolArguments: string;
  readonly toolResult: string;
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
  readonly playbackBlocked: string;
  readonly enableSound: string;
  readonly dismiss: string;
  readonly tryAgain: string;
  readonly errors: Readonly<Record<RealtimeErrorCode, string>>;
}
