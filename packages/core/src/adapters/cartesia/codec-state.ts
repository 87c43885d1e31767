import type { AdapterFacts, CodecOpening } from '../../protocol/provider-adapter.ts';
import { BaseCodecState } from '../../protocol/base-codec-state.ts';
import { RecentMap, RecentSet } from '../../util/recent.ts';
import type { CartesiaProtocol } from './capabilities.ts';
import type { CartesiaOptions } from './options.ts';

/** A turn of the agent that has not ended, or the last one. */
export interface AgentTurn {
  readonly id: string;
  /** `null` in the Line protocol, and for a turn that began with its audio. */
  number: number | null;
  /** Its `turn_started` has come. */
  hasStarted: boolean;
  isEnded: boolean;
  /** The user began to speak during it, so its late audio is dropped. */
  isInterrupted: boolean;
}

/** The state of one connection, which is one call. */
export class CodecState extends BaseCodecState<CartesiaOptions> {
  readonly protocol: CartesiaProtocol;
  /** The beginning of every id: Cartesia counts turns anew in each call, and a session may have several calls. */
  idPrefix = '';
  /** The `stream_id` of the Line protocol, which `ack` names. */
  streamId = '';
  /** The agent's turns that have not ended, in order. */
  openTurns: AgentTurn[] = [];
  /** The turn that audio belongs to. Audio names no turn, so this is the agent's latest. */
  audioTurn: AgentTurn | null = null;
  /** The ids of the agent's turns by their numbers. */
  readonly agentTurnIds = new RecentMap<number, string>();
  /** The user's turn that has started. */
  userTurnId: string | null = null;
  /** Turns of the user that were committed without `turn_ended`. */
  readonly abandonedTurnIds = new RecentSet<string>();
  /** Turns of both roles that have ended: a repeated `turn_ended` is ignored. */
  readonly endedTurnIds = new RecentSet<string>();
  /** Tool calls, and whether Cartesia waits for their result. */
  readonly toolCalls = new RecentMap<string, boolean>();

  constructor(
    options: CartesiaOptions,
    facts: AdapterFacts,
    opening: CodecOpening | undefined,
    protocol: CartesiaProtocol,
  ) {
    super(options, facts, opening);
    this.protocol = protocol;
  }

  /** Makes the id of a turn: from its number, or from a counter where it has none. */
  createTurnId(number: number | null): string {
    return this.idPrefix + (number === null ? this.createId('part') : `turn_${number}`);
  }
}
