import type { RealtimeSessionOptions, SpeechOptions } from '@repartee/core';
import type { Case } from '../cases/Case.ts';
import type { Choice } from '../demo-config.ts';
import type { Setup } from '../drawer/setup.ts';
import type { TabId } from '../drawer/tabs.ts';
import type { TemplateId } from '../templates/templates.ts';
import type { Vendor } from '../vendors.ts';

/** The user's choices on the page, around the conversation. */
export interface View {
  readonly template: TemplateId;
  readonly isVoice: boolean;
  /** Whether the conversation is shown in writing. */
  readonly hasPane: boolean;
  readonly tab: TabId | null;
  /** The part of the drawer that the conversation fills; `null` while it is closed. */
  readonly slot: HTMLElement | null;
  /** Whether to say that the voice is a synthetic one. */
  readonly isNewcomer: boolean;
  /** Whether the agent speaks first. */
  readonly isGuided: boolean;
  /** Whether the inspector follows the conversation. */
  readonly isInspected: boolean;
}

/** The props of `Conversation`. */
export interface ConversationProps {
  readonly adapter: RealtimeSessionOptions['adapter'];
  readonly choice: Choice;
  readonly vendor: Vendor;
  readonly example: Case;
  /** The address of the emulator; `null` for a real vendor. */
  readonly emulatorUrl: string | null;
  /** The source of the app's own speech; `null` where there is none. */
  readonly speech: SpeechOptions | null;
  readonly canWrite: boolean;
  readonly view: View;
  readonly setup: Setup;
  readonly onSetupChange: (patch: Partial<Setup>) => void;
  readonly onVoiceChange: (isVoice: boolean) => void;
  /** Switches between voice and text on request of the user, who is asked first if that ends the conversation. */
  readonly onVoiceRequest: (isVoice: boolean) => void;
  readonly onPaneChange: (hasPane: boolean) => void;
  readonly onDrawerClose: () => void;
  readonly onInspectedChange: (isInspected: boolean) => void;
  /** Called when there is a conversation to lose: an open one, or one with a transcript. */
  readonly onConversationChange: (hasConversation: boolean) => void;
  readonly onThemeChange: (theme: 'light' | 'dark') => void;
}
