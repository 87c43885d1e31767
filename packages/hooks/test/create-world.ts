import { vi } from 'vitest';

import type { CredentialSource, RealtimeSessionOptions, ServerEvent } from '@repartee/core';
import { createScriptedSession } from '@repartee/core/testing';

/** A vendor, devices and time for the session that a component makes by itself. */
export function createWorld() {
  const { adapter, server, transport, microphone, speaker, reflex, clock, advance, settle, pendingTimers } =
    createScriptedSession();
  const credential = vi.fn<CredentialSource>(() => Promise.resolve('scripted-credential'));
  let created = 0;
  const options: RealtimeSessionOptions = {
    adapter,
    credential,
    ports: {
      microphone,
      speaker,
      reflex,
      transport,
      clock,
      createId: () => String((created += 1)),
      scheduleFrame(callback) {
        let isDue = true;
        queueMicrotask(() => isDue && callback());
        return () => {
          isDue = false;
        };
      },
    },
  };
  return { options, credential, server, transport, microphone, advance, settle, pendingTimers };
}

/** The events with which an agent begins to write an answer. */
export function beginAnswer(responseId: string, itemId: string): readonly ServerEvent[] {
  const item = { type: 'message', id: itemId, role: 'agent', status: 'in-progress', content: [] } as const;
  return [
    { type: 'response-started', responseId, isOutOfBand: false, metadata: null },
    { type: 'output-item-added', responseId, outputIndex: 0, item },
    { type: 'item-added', item, previousItemId: null },
  ];
}
