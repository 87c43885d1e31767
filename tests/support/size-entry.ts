// The imports of the smallest spoken page; built and measured, not run.
import { openai } from '../../packages/core/src/adapters/openai/index.ts';
import { useRealtimeSession } from '../../packages/hooks/src/index.ts';

document.dispatchEvent(new CustomEvent('load', { detail: { openai, useRealtimeSession } }));
