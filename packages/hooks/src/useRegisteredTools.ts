'use client';

import { useEffect } from 'react';

import type { AnyClientTool, RealtimeSession } from '@repartee/core';

import { toolSignature } from './toolSignature.ts';
import { useLatest } from './useLatest.ts';

/**
 * Registers tools at a session while the component is mounted. It registers them again when their declarations change by
 * value; the handler, the validation and all other options are those of the latest render.
 */
export function useRegisteredTools(session: RealtimeSession, tools: readonly AnyClientTool[]): void {
  const latest = useLatest(tools);
  const signature = JSON.stringify(tools.map(toolSignature));
  useEffect(() => {
    const removals = latest.current.map((tool) =>
      session.tools.register(
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
    get needsApproval() {
      return current().needsApproval;
    },
    get approvalTimeoutMs() {
      return current().approvalTimeoutMs;
    },
    get timeoutMs() {
      return current().timeoutMs;
    },
    get onInterruption() {
      return current().onInterruption;
    },
    get respond() {
      return current().respond;
    },
    execute: (args, context) => current().execute(args, context),
  } as AnyClientTool;
}
