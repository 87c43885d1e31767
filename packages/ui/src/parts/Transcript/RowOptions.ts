import type { ReactNode } from 'react';
import type { MessageEntry } from '@repartee/core';
import type { ToolRenderers } from '../ToolCard/ToolCard.tsx';

/** The options of the contents of rows. */
export interface RowOptions {
  /** Renders the text of a message in another way, for example as Markdown. */
  readonly renderText?: ((text: string, entry: MessageEntry) => ReactNode) | undefined;
  /** Whether written answers of the agent have Markdown. Its code is loaded with the first one. @default false */
  readonly markdown?: boolean | undefined;
  /** Renders what can be done with a finished message, such as `MessageActions`, below it. Keep its identity. */
  readonly actions?: ((entry: MessageEntry) => ReactNode) | undefined;
  /** Components for the calls of tools, by the name of the tool. @default a `ToolCard` */
  readonly tools?: ToolRenderers | undefined;
  /** Whether each message has the time at which it was made. @default false */
  readonly times?: boolean | undefined;
}
