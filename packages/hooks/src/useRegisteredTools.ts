'use client';

import { useEffect } from 'react';

import type { AnyClientTool, RealtimeSession } from '@repartee/core';

import { toolSignature } from './toolSignature.ts';
import { useLatest } from './useLatest.ts';

/**
 * Keeps a list of tools registered at a session while the component is mounted. What the model is told decides when a
 * tool is declared anew; everything else, the handler and the validation above all, is that of the latest render.
 */
export function useRegisteredTools(session: RealtimeSession, tools: readonly AnyClientTool[]): void {
  const latest = useLatest(tools);
  const signature = JSON.stringify(tools.map(toolSignature));
  useEffect(() => {
    const removals = latest.current.map((tool) =>
      session.registerTool(
        followTool(() => latest.current.findLast((other) => other.name === tool.name) ?? tool),
      ),
    );
    return () => {
      for (const remove of removals) remove();
    };
  }, [session, signature, latest]);
}

function followTool(current: () => AnyClientTool): AnyClientTool {
  const { name, description } = current();
  return {
    name,
    ...(description === undefined ? {} : { description }),
    get parameters() {
      return current().parameters;
    },
    get jsonSchema() {
      return current().jsonSchema;
    },
    get timeoutMs() {
      return current().timeoutMs;
    },
    get onInterruption() {
      return current().onInterruption;
    },
    get isAnswered() {
      return current().isAnswered;
    },
    execute: (args, context) => current().execute(args, context),
  } as AnyClientTool;
}
