// What the smallest spoken page imports; built and measured, not run.
import { openai } from '../../packages/core/src/adapters/openai/index.ts';
import { useRealtimeSession } from '../../packages/hooks/src/index.ts';

document.dispatchEvent(new CustomEvent('load', { detail: { openai, useRealtimeSession } }));
