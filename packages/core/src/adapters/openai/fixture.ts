import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';

/** A command and its frames, as parsed JSON. */
export interface CommandFixture {
  readonly name: string;
  readonly command: ClientCommand;
  readonly frames: readonly object[];
}

/** A frame of the server and the events that it becomes. */
export interface ServerFixture {
  readonly name: string;
  readonly frame: { readonly type: string; readonly [field: string]: unknown };
  readonly events: readonly ServerEvent[];
}
