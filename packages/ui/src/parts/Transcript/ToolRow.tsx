'use client';

import type { RemoteToolEntry, ToolEntry } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { useLabels } from '../../labels/useLabels.ts';

/** A tool that was called: its name and state at a glance, what it was asked and what it said on demand. */
export function ToolRow({ entry }: { readonly entry: ToolEntry | RemoteToolEntry }) {
  const labels = useLabels();
  const result = entry.kind === 'remote-tool' ? (entry.errorMessage ?? entry.output) : entry.output;
  return (
    <details className="repartee-tool">
      <summary className="repartee-focus">
        <Icon shape="tool" />
        <span className="repartee-tool-name">{entry.name}</span>
        {entry.kind === 'remote-tool' && <span className="repartee-row-faint">{entry.serverLabel}</span>}
        <span className="repartee-tool-gist">{gist(entry.argumentsText)}</span>
        <span className="repartee-tool-state">{labels.toolStates[entry.state]}</span>
      </summary>
      <dl>
        <dt>{labels.toolArguments}</dt>
        <dd>
          <code dir="ltr">{entry.argumentsText || '{}'}</code>
        </dd>
        {result !== null && (
          <>
            <dt>{labels.toolResult}</dt>
            <dd>
              <code dir="auto">{result}</code>
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

/** The values of the arguments in a few words; nothing while they are still coming. */
function gist(argumentsText: string): string {
  try {
    const values = Object.values(JSON.parse(argumentsText) as object);
    return values.filter((value) => typeof value !== 'object').join(', ');
  } catch {
    // Arguments stream in as text and are no JSON until they are complete.
    return '';
  }
}
