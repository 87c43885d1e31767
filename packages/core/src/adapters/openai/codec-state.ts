import type { SessionConfig } from '../../protocol/session-config.ts';
import { BaseCodecState } from '../../protocol/base-codec-state.ts';
import { RecentMap, RecentSet } from '../../util/recent.ts';
import type { OpenAIOptions } from './options.ts';

/** The state of one connection. */
export class CodecState extends BaseCodecState<OpenAIOptions> {
  /** The configuration that the vendor was sent so far. */
  config: SessionConfig = {};
  /** Calls that the app was asked to run. Each runs once, however many events announce it. */
  readonly requestedCallIds = new RecentSet<string>();
  /** Responses that have started and not ended, and whether each is out of band. The end of one may be lost. */
  readonly activeResponses = new RecentMap<string, boolean>();
  readonly endedResponseIds = new RecentSet<string>();
  /** A `response.created` came without an id that can be read. The next event of a response names it. */
  isResponseUnnamed = false;
  /** The first item of the conversation. */
  firstItemId: string | null = null;
  /** Items that the app put at the front of the conversation last. */
  readonly frontItemIds = new RecentSet<string>();
  /**
   * The session's ids of items that the vendor knows by a shorter one. A new connection is told of many at once, and repeats their
   * ids when all are sent.
   */
  readonly longItemIds = new RecentMap<string, string>(4_096);
}
