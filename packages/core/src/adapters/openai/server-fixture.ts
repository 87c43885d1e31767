import type { ServerEvent } from '../../protocol/server-event.ts';

/** A frame of the server and what it means. */
export interface ServerFixture {
  readonly name: string;
  readonly frame: { readonly type: string; readonly [field: string]: unknown };
  readonly events: readonly ServerEvent[];
}
