import type { SessionConfig } from '../../protocol/session-config.ts';
import { RecentMap, RecentSet } from '../../util/recent.ts';
import type { OpenAIOptions } from './options.ts';

/** The state of one connection's codec. Decoder and encoder share it. */
export interface CodecState {
  readonly dialect: NonNullable<OpenAIOptions['dialect']>;
  /** The configuration that the vendor was sent so far. */
  config: SessionConfig;
  /** Calls that the app was asked to run. Each runs once, however many events announce it. */
  readonly requestedCallIds: Set<string>;
  /** Responses that have started and not ended, and whether each is out of band. The end of one may be lost. */
  readonly activeResponses: Map<string, { readonly isOutOfBand: boolean }>;
  readonly endedResponseIds: Set<string>;
  /** The number of responses that have ended without an id that could be read. */
  unnamedCount: number;
  /** A `response.created` came without an id that can be read. The next event of a response names it. */
  isResponseUnnamed: boolean;
  /** The first item of the conversation. */
  firstItemId: string | null;
  /** Items that the app put at the front of the conversation last. */
  readonly frontItemIds: Set<string>;
  /** The session's ids of items that the vendor knows by a shorter one: as many as the app has added such items. */
  readonly longItemIds: Map<string, string>;
}

/** Creates the state of a new connection. */
export function createCodecState(dialect: CodecState['dialect'] = 'openai'): CodecState {
  return {
    dialect,
    config: {},
    requestedCallIds: new RecentSet(),
    activeResponses: new RecentMap(),
    endedResponseIds: new RecentSet(),
    unnamedCount: 0,
    isResponseUnnamed: false,
    firstItemId: null,
    frontItemIds: new RecentSet(),
    longItemIds: new Map(),
  };
}
