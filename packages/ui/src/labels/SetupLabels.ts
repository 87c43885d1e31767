import type { MicrophoneTestControls } from '@repartee/hooks';
import type { BrowserFamily } from '../internal/browserFamily.ts';
import type { PermissionStep } from '../parts/PermissionPrompt/permissionStep.ts';

/** The labels of the parts that choose and test devices and settings. */
export interface SetupLabels {
  /** The name of the button that opens a `DeviceMenu`, and of the menu. */
  readonly deviceMenu: string;
  /** The reason why no device is listed yet. */
  readonly devicesUnknown: string;
  /** The reason why no speaker can be selected. */
  readonly speakerOfSystem: string;
  readonly volume: string;
  /** The name of the button that mutes the agent. It does not change: `aria-pressed` says whether it is muted. */
  readonly muteAgent: string;
  /** @param fraction 0 (silent) to 1 */
  readonly volumeValue: (fraction: number) => string;
  readonly allowMicrophone: string;
  /** The headings of a `PermissionPrompt`. */
  readonly permissionTitles: Readonly<Record<PermissionStep, string>>;
  /** The texts of a `PermissionPrompt` that do not depend on the browser. */
  readonly permissionTexts: Readonly<Record<Exclude<PermissionStep, 'asking' | 'denied'>, string>>;
  /** The place of the browser's question while it asks. */
  readonly permissionQuestions: Readonly<Record<BrowserFamily, string>>;
  /** The steps that allow the microphone again after a refusal. */
  readonly permissionSettings: Readonly<Record<BrowserFamily, string>>;
  /** The heading of a `PreCallCheck`. */
  readonly soundCheck: string;
  readonly testMicrophone: string;
  /** The verdict of the microphone test. */
  readonly hearing: Readonly<Record<'opening' | MicrophoneTestControls['hearing'], string>>;
  readonly playTestTone: string;
  readonly stopTestTone: string;
  readonly testFailed: string;
  /** The name of a `VoicePicker`. */
  readonly voices: string;
  /** The name of the button that plays a sample. It does not change: `aria-pressed` says whether it plays. */
  readonly listenTo: (name: string) => string;
  readonly previewFailed: string;
  /** The name of a `LanguagePicker`. */
  readonly language: string;
  /** The choice that leaves the language to the agent. */
  readonly anyLanguage: string;
  readonly searchLanguages: string;
  readonly noLanguage: string;
  /** The heading of a `SettingsSheet`, and the name of its button that closes it. */
  readonly settings: string;
  readonly closeSettings: string;
  /** The heading of the devices and the volume. */
  readonly sound: string;
  readonly consentTitle: string;
  readonly consentText: string;
  readonly consentAccept: string;
}
