import type { BudgetState, SessionState } from '@repartee/core';
import type { ManualClock } from '@repartee/core/testing';
import type { Emulator } from '../../src/create-emulator.ts';
import type { SessionRecord } from '../../src/session-log.ts';
import type { Kit } from './kit.ts';

/** A connection is billed from its first byte, and the kit counts from the vendor's acknowledgement; in milliseconds. */
const OPENING_MS = 1_500;

/** The usage that the emulated vendor has billed, over all connections. */
export class Billing {
  readonly #clock: ManualClock;
  readonly #openedAtMs = new Map<SessionRecord, number>();
  #closedMs = 0;
  /** Tokens of responses and transcriptions. */
  tokens = 0;

  constructor(emulator: Emulator, clock: ManualClock, readTokens: Kit['billedTokens']) {
    this.#clock = clock;
    emulator.on('session-opened', (session) => void this.#openedAtMs.set(session, clock.now()));
    emulator.on('session-closed', (session) => this.#close(session));
    emulator.on('frame', ({ direction, frame }) => {
      if (direction === 'out') this.tokens += readTokens?.(frame) ?? 0;
    });
  }

  #close(session: SessionRecord): void {
    this.#closedMs += this.#clock.now() - (this.#openedAtMs.get(session) ?? this.#clock.now());
    this.#openedAtMs.delete(session);
  }

  /** The time for which connections have been open, in milliseconds. */
  get connectedMs(): number {
    const openMs = [...this.#openedAtMs.values()].reduce((sum, atMs) => sum + this.#clock.now() - atMs, 0);
    return this.#closedMs + openMs;
  }
}

function tokensOf({ usage }: SessionState): number {
  return usage.reduce((sum, { record }) => sum + (record.unit === 'tokens' ? record.total : 0), 0);
}

function tokensOfBudget({ usage: { input, output } }: BudgetState): number {
  return [input, output].reduce((sum, { text, audio, image }) => sum + text + audio + image, 0);
}

/**
 * Compares the usage of the session and its budget with the vendor's bill.
 *
 * @param isLossy whether the path was dead: reports are lost, and each side takes another time for the end
 */
export function faultsOfBilling(
  billing: Billing,
  state: SessionState,
  budget: BudgetState,
  lives: number,
  isLossy: boolean,
): readonly string[] {
  const faults: string[] = [];
  const names = state.usage.map(({ source, id }) => `${source} ${id}`);
  if (new Set(names).size !== names.length) faults.push('usage was counted twice');
  const { tokens, connectedMs } = billing;
  const reported = tokensOf(state);
  const counted = tokensOfBudget(budget);
  if (isLossy ? reported > tokens : reported !== tokens)
    faults.push(`${tokens} tokens were billed, and ${reported} are reported`);
  if (budget.isEstimated ? counted < reported : counted !== reported)
    faults.push(`${reported} tokens are reported, and the budget has ${counted}`);
  const liveMs = budget.minutes * 60_000;
  const missedMs = connectedMs - liveMs;
  if (!isLossy && (missedMs < -lives || missedMs > lives * OPENING_MS))
    faults.push(`${Math.round(connectedMs)} ms were billed, and the budget has ${Math.round(liveMs)}`);
  if (budget.usage.seconds * 1_000 > liveMs + lives) faults.push('more time was priced than was live');
  if (liveMs > 0 && !(Number(budget.cost) > 0)) faults.push(`the cost is ${String(budget.cost)}`);
  return faults;
}
