import type { RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';

/** A frame of the server and what it means. */
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

/** A command that is refused. */
export interface RefusalFixture {
  readonly name: string;
  readonly command: ClientCommand;
  readonly code: RealtimeErrorCode;
}
