import type { ClientCommand } from '../../protocol/client-command.ts';

/** A command and its frames, as parsed JSON. */
export interface CommandFixture {
  readonly name: string;
  readonly command: ClientCommand;
  readonly frames: readonly object[];
}
