import { beforeAll } from 'vitest';
import { LazyDeviceLists } from '../src/parts/DeviceMenu/LazyDeviceLists.ts';
import { LazyMarkdown } from '../src/parts/MarkdownText/LazyMarkdown.ts';
import { LazyPassingApproval } from '../src/parts/ToolApproval/LazyPassingApproval.ts';
import { LazyPushToTalkButton } from '../src/parts/PushToTalkButton/LazyPushToTalkButton.ts';
import { LazyComposerImages } from '../src/parts/TextComposer/LazyComposerImages.ts';
import { LazyImageComposer } from '../src/parts/VoicePanel/LazyImageComposer.ts';
import { LazyPanelEyes } from '../src/parts/VoicePanel/LazyPanelEyes.ts';
import { LazyNoticeParts } from '../src/parts/VoicePanel/LazyNoticeParts.ts';
import { LazyConversationParts } from '../src/parts/VoicePanel/LazyConversationParts.ts';
import { LazyVoicePanel } from '../src/parts/VoicePanel/LazyVoicePanel.ts';
import { LazyWritingParts } from '../src/parts/VoicePanel/LazyWritingParts.ts';

/** Loads what assemblies load on demand, so that the tests of a file see it at once. */
export function loadParts(): void {
  const parts = [
    LazyComposerImages,
    LazyDeviceLists,
    LazyImageComposer,
    LazyPanelEyes,
    LazyMarkdown,
    LazyPassingApproval,
    LazyPushToTalkButton,
    LazyNoticeParts,
    LazyConversationParts,
    LazyVoicePanel,
    LazyWritingParts,
  ];
  beforeAll(async () => void (await Promise.all(parts.map((part) => part.load()))));
}
