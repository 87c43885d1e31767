import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';

/** A server frame and its events. */
export interface ReadFixture {
  readonly name: string;
  readonly frame: string;
  readonly events: readonly ServerEvent[];
}

/** A command and its frames, as parsed JSON. */
export interface WriteFixture {
  readonly name: string;
  readonly command: ClientCommand;
  readonly frames: readonly object[];
}

/** A command that the adapter refuses. */
export interface RefusalFixture {
  readonly name: string;
  readonly command: ClientCommand;
  readonly code: RealtimeErrorCode;
}
