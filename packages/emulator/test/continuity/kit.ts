import type { ContinuityKind, CredentialMinter, LazyAdapter, PriceTable } from '@repartee/core';
import type { EmulatorOptions } from '../../src/emulator-options.ts';
import type { LoggedFrame } from '../../src/session-log.ts';

/** A vendor and a transport, as the matrix takes it. */
export interface Kit {
  readonly name: string;
  /** Id of the vendor in the emulator. */
  readonly vendor: string;
  readonly adapter: (origin: string) => LazyAdapter;
  readonly minter: (origin: string) => CredentialMinter;
  /** The memory of a new connection after a loss. */
  readonly memory: ContinuityKind;
  /** The options of the emulator that differ. */
  readonly emulated?: Partial<EmulatorOptions>;
  readonly prices: PriceTable;
  /** Reads how many tokens a frame of the vendor bills; left out for vendors that bill by time. */
  readonly billedTokens?: (frame: LoggedFrame) => number;
  /** Whether the client's tools can answer the agent. */
  readonly hasTools: boolean;
}
