'use client';

import type { RemoteToolEntry, ToolEntry } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { useLabels } from '../../labels/useLabels.ts';

/** A tool that was called: its name and state at a glance, what it was asked and what it said on demand. */
export function ToolRow({ entry }: { readonly entry: ToolEntry | RemoteToolEntry }) {
  const labels = useLabels();
  const isRemote = entry.kind === 'remote-tool';
  const result = isRemote
    ? (entry.errorMessage ?? entry.output)
    : (entry.output ?? entry.error?.message ?? null);
  return (
    <details className="repartee-tool">
      <summary className="repartee-focus">
        <Icon shape={isRemote ? 'remote' : 'tool'} />
        <span className="repartee-tool-name" dir="ltr">
          {entry.name}
        </span>
        <span className="repartee-tool-gist" dir="auto">
          {isRemote ? labels.remoteTool(entry.serverLabel) : gist(entry.argumentsText)}
        </span>
        <span className="repartee-tool-state">
          <StateMark state={entry.state} />
          {labels.toolStates[entry.state]}
        </span>
        <Icon shape="more" className="repartee-tool-more" />
      </summary>
      <dl>
        <dt>{labels.toolArguments}</dt>
        <dd dir="ltr">{pretty(entry.argumentsText || '{}')}</dd>
        {result !== null && (
          <>
            <dt>{labels.toolResult}</dt>
            <dd dir="auto">{pretty(result)}</dd>
          </>
        )}
      </dl>
    </details>
  );
}

function StateMark({ state }: { readonly state: ToolEntry['state'] }) {
  if (state === 'succeeded') return <Icon shape="done" />;
  if (state === 'failed' || state === 'cancelled') return <Icon shape="cross" />;
  return <span className="repartee-spinner" aria-hidden="true" />;
}

/** The values of the arguments in a few words; nothing while they are still coming. */
function gist(argumentsText: string): string {
  const parsed = parse(argumentsText);
  if (typeof parsed !== 'object' || parsed === null) return '';
  const values = Object.values(parsed).filter((value) => typeof value !== 'object');
  return values.join(', ');
}

/** JSON with one line for each field; anything else as it is. */
function pretty(text: string): string {
  const parsed = parse(text);
  return typeof parsed === 'object' && parsed !== null ? JSON.stringify(parsed, null, 2) : text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Arguments stream in as text and are no JSON until they are complete; a result may be any text.
    return undefined;
  }
}
