'use client';

import type { ReactNode } from 'react';
import type { RemoteToolEntry, ToolEntry } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { moreShape } from '../../internal/iconShapes.ts';
import { readJson, readObject } from '../../internal/readJson.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { toolCardLabels } from './toolCardLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

interface ToolDetailsProps {
  readonly entry: ToolEntry | RemoteToolEntry;
  readonly line: ReactNode;
  readonly mark: ReactNode;
}

/** A line with the arguments in short, and the arguments and the result when opened. */
export function ToolDetails({ entry, line, mark }: ToolDetailsProps) {
  const slot = useSlots();
  const labels = usePartLabels(toolCardLabels);
  const isRemote = entry.kind === 'remote-tool';
  const result = isRemote
    ? (entry.errorMessage ?? entry.output)
    : (entry.output ?? entry.error?.message ?? null);
  return (
    <details className={slot('repartee-tool-more')}>
      <summary className={slot('repartee-tool-line repartee-focus')}>
        {line}
        <span className={slot('repartee-tool-gist')} dir="auto">
          {isRemote ? labels.remoteTool(entry.serverLabel) : gist(entry.argumentsText)}
        </span>
        {mark}
        <Icon shape={moreShape} className="repartee-tool-arrow" />
      </summary>
      <dl className={slot('repartee-tool-details')}>
        <dt className={slot('repartee-tool-term')}>{labels.toolArguments}</dt>
        <dd dir="ltr" className={slot('repartee-tool-value')}>
          {pretty(entry.argumentsText || '{}')}
        </dd>
        {result !== null && (
          <>
            <dt className={slot('repartee-tool-term')}>{labels.toolResult}</dt>
            <dd dir="auto" className={slot('repartee-tool-value')}>
              {pretty(result)}
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

/** The values of the arguments in short; empty while the arguments are still arriving. */
function gist(argumentsText: string): string {
  const values = Object.values(readObject(argumentsText) ?? {});
  return values.filter((value) => typeof value !== 'object').join(', ');
}

/** JSON with one line for each field; any other text unchanged. */
function pretty(text: string): string {
  const parsed = readJson(text);
  return typeof parsed === 'object' && parsed !== null ? JSON.stringify(parsed, null, 2) : text;
}
