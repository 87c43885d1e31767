import { useState } from 'react';
import { credentialFrom } from '@repartee/core';
import type {
  CredentialSource,
  RealtimeSession,
  RealtimeSessionOptions,
  SpeechOptions,
} from '@repartee/core';
import { useRealtimeSession } from '@repartee/hooks';
import { createDemoBudget } from './demo-budget.ts';
import type { Choice } from '../demo-config.ts';
import { createDemoNetwork } from './demo-network.ts';
import type { DemoNetwork } from './demo-network.ts';
import { bargeInOf, turnDetectionOf } from '../drawer/setup.ts';
import type { Setup } from '../drawer/setup.ts';
import type { Vendor } from '../vendors.ts';

interface DemoSessionOptions {
  readonly adapter: RealtimeSessionOptions['adapter'];
  readonly choice: Choice;
  readonly loadPrices: Vendor['loadPrices'];
  /** The source of the app's own speech; `null` where there is none. */
  readonly speech: SpeechOptions | null;
  readonly isVoice: boolean;
  readonly setup: Setup;
}

interface DemoSession {
  readonly session: RealtimeSession;
  /** The network of the session, which the demo can switch off. */
  readonly network: DemoNetwork;
}

/** Creates the source of a conversation's credentials over the given transport. */
function credentialSource(
  { vendorId, isReal }: Choice,
  transport = 'websocket',
  { instructions, voice }: Setup,
): CredentialSource {
  const kind = isReal ? 'real' : 'emulated';
  return credentialFrom(`/api/realtime/${vendorId}/${kind}/credential?transport=${transport}`, {
    // Only vendors whose credential carries them use these; the server ignores them for the others.
    body: { instructions, voice },
  });
}

/** Creates the session of one conversation by the settings of the page. */
export function useDemoSession(options: DemoSessionOptions): DemoSession {
  const { adapter, choice, loadPrices, speech, isVoice, setup } = options;
  const [budget] = useState(() => createDemoBudget(loadPrices));
  const [network] = useState(createDemoNetwork);
  const { session } = useRealtimeSession({
    adapter,
    credential: credentialSource(choice, adapter.transport, setup),
    config: {
      instructions: setup.instructions,
      turnDetection: turnDetectionOf(setup),
      outputModality: isVoice ? 'audio' : 'text',
      ...(setup.voice === null ? {} : { voice: setup.voice }),
    },
    budget,
    ports: { network },
    ...(speech && { speech }),
    microphone: isVoice ? {} : false,
    ...(isVoice && { inputMode: setup.inputMode, bargeIn: bargeInOf(setup) }),
  });
  return { session, network };
}
