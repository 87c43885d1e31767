// A page with a launcher of a voice interface; built and measured, not run.
import { openai } from '../../packages/core/src/adapters/openai/index.ts';
import { SessionProvider, useRealtimeSession } from '../../packages/hooks/src/index.ts';
import { VoiceWidget } from '../../packages/ui/src/index.ts';

document.dispatchEvent(
  new CustomEvent('load', { detail: { openai, SessionProvider, useRealtimeSession, VoiceWidget } }),
);
