import type {
  ContinuityKind,
  EndReason,
  LostMemory,
  RealtimeErrorCode,
  RenewalCause,
  SessionPhase,
  SessionStatus,
  ToolEntry,
  VideoSource,
  ViewPause,
} from '@repartee/core';
import type { ConnectionQuality, PressOutcome, PushToTalkControls, PushToTalkBlock } from '@repartee/hooks';
import type { ConnectionNotice } from '../parts/ConnectionBanner/findNotice.ts';
import type { PresenceState } from '../internal/presence/PresenceState.ts';
import type { BudgetLabels } from './BudgetLabels.ts';
import type { SetupLabels } from './SetupLabels.ts';
import type { WayOut } from './waysOut.ts';

/** An error in plain words: what happened, and what the user can do. */
export interface ErrorLabels {
  readonly title: string;
  readonly advice: string;
}

/** The losses of a new connection, beside rows of the transcript. */
export interface LostMemoryLabels {
  readonly images: (count: number) => string;
  /** Words of the user that the agent did not hear. */
  readonly userAudio: (seconds: number) => string;
  readonly answer: string;
  readonly toolCall: string;
  readonly summary: string;
}

/** The words of a `VoiceWidget`. */
export interface WidgetLabels {
  /** The launcher of an agent without a name. */
  readonly talk: string;
  readonly converseWith: (name: string) => string;
  /** The popup of an agent without a name. */
  readonly title: string;
  readonly minimize: string;
  /** The number of messages that have come while the widget was closed. */
  readonly unread: (count: number) => string;
}

/** The words of a `Console`. */
export interface ConsoleLabels {
  readonly name: string;
  readonly tabs: Readonly<Record<'transcript' | 'events' | 'metrics' | 'settings', string>>;
  readonly clear: string;
  readonly noEvents: string;
  /** The source of an event. */
  readonly sources: Readonly<Record<'command' | 'session' | 'vendor', string>>;
  readonly metrics: Readonly<
    Record<
      | 'last'
      | 'p50'
      | 'p95'
      | 'buffer'
      | 'gaps'
      | 'roundTrip'
      | 'jitter'
      | 'loss'
      | 'connection'
      | 'model'
      | 'voice',
      string
    >
  >;
  /** The text in the place of a figure that is not known. */
  readonly unknown: string;
  readonly milliseconds: (ms: number) => string;
  /** @param share 1 is 100 % */
  readonly percent: (share: number) => string;
  readonly seconds: (ms: number) => string;
  readonly count: (value: number) => string;
  /** The number of times that an event has come in a row. */
  readonly times: (count: number) => string;
  readonly pushToTalk: string;
  readonly volume: string;
}

/** The words of `MessageActions`. */
export interface MessageActionsLabels {
  /** The name of the group of buttons. */
  readonly name: string;
  readonly copy: string;
  readonly good: string;
  readonly bad: string;
}

/** The words of an `AttachmentTray`, and of the images of a `TextComposer`. */
export interface AttachmentsLabels {
  /** The name of the list. */
  readonly name: string;
  /** The button that opens the picker of files. */
  readonly add: string;
  /** The text while files are held over the composer. */
  readonly drop: string;
  /** The name of an image without a file. */
  readonly unnamed: (position: number) => string;
  readonly preparing: (name: string) => string;
  readonly ready: (name: string) => string;
  readonly remove: (name: string) => string;
  readonly removed: (name: string) => string;
  /** The button that opens the camera of a phone. */
  readonly photo: string;
  readonly sending: (name: string) => string;
  /** An image that was ready, and could not be uploaded. */
  readonly notSent: ErrorLabels;
  readonly tooMany: ErrorLabels;
}

/** The words of a `ReportProblem`. */
export interface ReportLabels {
  readonly open: string;
  /** Before the list of what the report holds, where the app takes it. */
  readonly sent: string;
  /** Before the list, where it is saved as a file. */
  readonly saved: string;
  readonly course: string;
  readonly words: string;
  readonly maskedWords: string;
  readonly messages: string;
  readonly audio: string;
  readonly send: string;
  readonly save: string;
  readonly cancel: string;
  readonly outcomes: Readonly<Record<'sending' | 'sent' | 'saved' | 'failed', string>>;
}

/** The words of a `SessionSummary`. */
export interface SessionSummaryLabels {
  readonly title: string;
  /** The heading over the number of times that the user spoke or wrote. */
  readonly said: string;
  readonly answers: string;
  readonly interruptions: string;
  readonly tools: string;
  readonly cost: string;
  readonly count: (value: number) => string;
}

/** The state of a live session: the phase, or what keeps the agent from hearing the user. */
export type SessionActivity =
  | SessionPhase
  | 'ready'
  | 'paused'
  | 'queued'
  | 'muted'
  | 'microphone-opening'
  | 'microphone-interrupted'
  | 'microphone-lost';

/** The texts about camera and screen. */
export interface VideoLabels {
  /** The names of the previews. */
  readonly camera: string;
  readonly screen: string;
  readonly open: Readonly<Record<VideoSource, string>>;
  readonly close: Readonly<Record<VideoSource, string>>;
  readonly opening: string;
  /** The buttons that begin and end a live view. */
  readonly show: string;
  readonly hide: string;
  /** The button that shows the agent one image. */
  readonly look: string;
  /** The button that puts the picture into a small window of the browser's own. */
  readonly pictureInPicture: string;
  /** The mark of a live view, and of a preview that is not sent. */
  readonly shown: string;
  readonly unseen: string;
  /** The reason why a live view sends nothing for the moment. */
  readonly pauses: Readonly<Record<ViewPause, string>>;
  /** The alternative text of the image that the agent was shown last. */
  readonly lastImage: string;
  readonly off: Readonly<Record<VideoSource, string>>;
}

/** The texts of the question whether the agent may see one picture. */
export interface LookLabels {
  readonly question: Readonly<Record<VideoSource, string>>;
  /** The consequence if the user allows it. */
  readonly note: Readonly<Record<VideoSource, string>>;
}

/** All texts of the parts. Give some of them to `LabelsProvider` to translate them or to change the tone. */
export interface Labels extends SetupLabels {
  readonly connect: string;
  readonly connecting: string;
  readonly cancel: string;
  readonly disconnect: string;
  readonly disconnecting: string;
  /** The name of the mute button. It does not change: `aria-pressed` says whether the microphone is muted. */
  readonly mute: string;
  /** The tooltip of the mute button while the microphone is muted, and the button in `MicrophoneHint`. */
  readonly unmute: string;
  /** The name of the push-to-talk button. */
  readonly pushToTalk: string;
  /** The next step with the push-to-talk button. */
  readonly pushToTalkHints: Readonly<Record<PushToTalkControls['state'], string>>;
  /** The outcome of the last push-to-talk turn. */
  readonly pushToTalkOutcomes: Readonly<Record<PressOutcome, string>>;
  /** The reason why push-to-talk is not possible now. */
  readonly pushToTalkBlocks: Readonly<Record<PushToTalkBlock, string>>;
  readonly status: Readonly<Record<SessionStatus, string>>;
  /** The state of a live session. */
  readonly activity: Readonly<Record<SessionActivity, string>>;
  /** The reason for the end of the session. */
  readonly endReason: Readonly<Record<EndReason, string>>;
  readonly captions: string;
  /** The names of a `ControlBar`, of a `VoicePanel`, and of a `CallScreen` without a name. */
  readonly controls: string;
  readonly voicePanel: string;
  readonly callScreen: string;
  readonly widget: WidgetLabels;
  readonly console: ConsoleLabels;
  readonly messageActions: MessageActionsLabels;
  /** The name of the group of messages that the user can send. */
  readonly suggestions: string;
  readonly attachments: AttachmentsLabels;
  readonly sessionSummary: SessionSummaryLabels;
  readonly transcript: string;
  readonly emptyTranscript: string;
  readonly you: string;
  readonly agent: string;
  readonly system: string;
  /** An image of a message; with several, its place among them. */
  readonly image: string;
  readonly imageOf: (position: number, count: number) => string;
  /** The buttons that open an image in its full size, and close it. */
  readonly openImage: (image: string) => string;
  readonly closeImage: string;
  readonly listening: string;
  readonly transcribing: string;
  readonly thinking: string;
  readonly notUnderstood: string;
  readonly interrupted: (heardSeconds: number) => string;
  readonly unheard: string;
  /** Precedes the part of an interrupted answer that the user did not hear, for screen readers only. */
  readonly unheardWords: string;
  readonly jumpToNewest: string;
  readonly jumpToNew: (count: number) => string;
  /** The names of an `ExportMenu` and of its buttons, and what became of a copy. */
  readonly exportMenu: string;
  readonly copyConversation: string;
  readonly copyOutcomes: Readonly<Record<'done' | 'failed', string>>;
  /** `format` is `Markdown`, `TXT` or `JSON`. */
  readonly exportAs: (format: string) => string;
  readonly report: ReportLabels;
  readonly searchTranscript: string;
  readonly searchMatches: (count: number) => string;
  readonly toolStates: Readonly<Record<ToolEntry['state'], string>>;
  /** The announcement about a tool for screen readers. `name` is the tool's name in the code, such as `get_weather`. */
  readonly toolAnnouncement: (name: string, state: string) => string;
  readonly toolArguments: string;
  readonly toolResult: string;
  readonly remoteTool: (server: string) => string;
  readonly approvalQuestion: (tool: string, server: string) => string;
  /** Asks for consent to one of the app's tools. `tool` is its name in the code, such as `cancel_order`. */
  readonly toolQuestion: (tool: string) => string;
  readonly video: VideoLabels;
  readonly look: LookLabels;
  readonly approve: string;
  /** Approves every later call of the tool too. */
  readonly approveSession: string;
  readonly decline: string;
  readonly approvalOutcomes: Readonly<Record<'approved' | 'declined' | 'unanswered' | 'cancelled', string>>;
  readonly approvalTimeLeft: (seconds: number) => string;
  /** Says that the user can answer aloud, and what counts as an answer: phrases with commas between them. */
  readonly spokenHint: string;
  readonly spokenYes: string;
  readonly spokenNo: string;
  /** The mark of a new connection in the transcript, by what the agent remembers on it. */
  readonly continuity: Readonly<Record<ContinuityKind, string>>;
  /** The mark of a planned new connection that lost nothing. */
  readonly connectionRenewed: string;
  /** Opens the list of what a new connection has lost. */
  readonly lost: string;
  /** Rows that the agent does not know any more, by the reason. */
  readonly lostEntries: Readonly<
    Record<Extract<LostMemory, { what: 'entries' }>['reason'], (count: number) => string>
  >;
  /** The other losses of a new connection. */
  readonly lostMemory: LostMemoryLabels;
  readonly composer: string;
  readonly composerHint: string;
  readonly send: string;
  /** The state of a `VoiceOrb` or a `Visualizer`, for screen readers only. */
  readonly presence: Readonly<Record<PresenceState, string>>;
  readonly userWaveform: string;
  readonly agentWaveform: string;
  readonly latency: (ms: number) => string;
  readonly latencyTitle: string;
  readonly noLatency: string;
  /** The reason why the agent may not hear the user. */
  readonly microphoneHints: Readonly<Record<'muted' | 'headphones' | 'half-duplex', string>>;
  /** The names of the device fields, and of devices for which the browser reports no name. */
  readonly devices: Readonly<
    Record<
      'microphone' | 'speaker' | 'camera',
      { readonly name: string; readonly unnamed: (number: number) => string }
    >
  >;
  /** The choice that follows the system's setting. */
  readonly systemDevice: string;
  /** The choice of a device that is no longer connected. */
  readonly missingDevice: string;
  /** The device could not be used, for a reason that has no text of its own. */
  readonly deviceFailed: string;
  /** The state of the connection and of the conversation, and the next step. */
  readonly connectionNotices: Readonly<
    Record<Exclude<ConnectionNotice, 'failed' | 'reconnecting'>, ErrorLabels>
  >;
  /** The cause of another connection that is being opened, and the consequence for the conversation. */
  readonly reconnectionCauses: Readonly<Record<RenewalCause, ErrorLabels>>;
  /** The button of a notice about the connection. */
  readonly connectionActions: Readonly<Record<WayOut, string>>;
  readonly nextAttempt: (seconds: number) => string;
  /** An attempt is being made. `attempt` counts from 1. */
  readonly attempting: (attempt: number) => string;
  readonly endsIn: (seconds: number) => string;
  /** The time for which the vendor keeps this connection open. */
  readonly timeLeft: (ms: number) => string;
  readonly timeLeftTitle: string;
  /** The duration of the conversation. */
  readonly elapsed: (ms: number) => string;
  readonly elapsedTitle: string;
  /** The quality of the connection for speech. */
  readonly quality: Readonly<Record<ConnectionQuality, string>>;
  /** The agent is lowered, and what became of it then. */
  readonly interruption: Readonly<Record<'ducked' | 'paused' | 'yielded' | 'resumed', string>>;
  readonly pause: string;
  readonly resume: string;
  readonly playbackBlocked: string;
  readonly enableSound: string;
  readonly dismiss: string;
  readonly tryAgain: string;
  readonly budget: BudgetLabels;
  readonly errors: Readonly<Record<RealtimeErrorCode, ErrorLabels>>;
}

/** Some of the labels. A group such as `status` or `errors` may be incomplete too. */
export type LabelsOverride = {
  readonly [Key in keyof Labels]?: Labels[Key] extends string | ((...args: never[]) => string)
    ? Labels[Key]
    : Partial<Labels[Key]>;
};
