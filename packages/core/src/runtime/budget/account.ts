import { RealtimeError } from '../../errors/realtime-error.ts';
import type { PriceTable } from '../../protocol/price-table.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import type { BudgetLimits } from '../../session/budget/budget-limits.ts';
import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import type { BudgetState } from '../../session/budget/budget-state.ts';
import { BudgetView } from '../../session/budget/budget-view.ts';
import type { Reading } from '../../session/budget/budget-view.ts';
import { Meter } from '../../session/budget/meter.ts';
import type { MeterOptions } from '../../session/budget/meter.ts';
import { DEFAULT_THRESHOLDS, findCrossings } from '../../session/budget/thresholds.ts';
import type { BudgetAction, BudgetThreshold, ThresholdCrossing } from '../../session/budget/thresholds.ts';
import type { SessionState } from '../../session/session-state.ts';
import type { Emitter } from '../../util/emitter.ts';
import { createScope } from '../../util/scope.ts';
import type { RealtimeSession } from '../realtime-session.ts';
import { followViews } from '../vision/visions.ts';
import { act } from './budget-actions.ts';
import type { BudgetEvents } from '../budget-account.ts';
import type { BudgetContext } from '../session-budget.ts';
import { GracefulClose } from './graceful-close.ts';
import type { GracefulCloseOptions } from './graceful-close.ts';
import { loadAccount, saveAccount } from './saved-account.ts';
import type { SavedAccount } from './saved-account.ts';

/** The options of an account. */
export interface AccountOptions extends BudgetContext {
  readonly session: RealtimeSession;
  readonly emitter: Emitter<BudgetEvents>;
  readonly limits: () => BudgetLimits;
  /** Extends the limits by what they were extended by in an earlier life of the page. */
  readonly extend: (more: BudgetLimits) => void;
  readonly publish: (state: BudgetState) => void;
}

/**
 * The intervals at which time is counted while nothing happens, and at which a streamed answer is counted, in milliseconds.
 */
const TICK_MS = 1_000;
const STREAM_MS = 100;

/** Loads what an account needs, and opens it; it goes on from an earlier one where there is one. */
export async function openAccount(
  policy: BudgetPolicy,
  options: AccountOptions,
  earlier: Account | null,
): Promise<Account> {
  const { prices } = policy;
  const [given, estimateImage] = await Promise.all([
    typeof prices === 'function' ? prices() : prices,
    loadImageEstimate(options.session),
  ]);
  const table = given && 'prices' in given ? given.prices : (given ?? null);
  const terms = { table, estimateImage };
  if (earlier) return new Account(policy, options, terms, earlier.snapshot());
  const saved = await loadAccount(policy, options.warn);
  for (const more of saved.extensions) options.extend(more);
  return new Account(policy, options, terms, saved);
}

/**
 * Loads the estimate of the tokens of an image, for a vendor that sees. Where it cannot be loaded, the price table has a
 * figure for all sizes.
 */
async function loadImageEstimate({ capabilities: { vision } }: RealtimeSession) {
  if (!vision) return undefined;
  const wire = await vision.load().catch(() => null);
  return wire?.estimateTokens;
}

/** The vendor's way of counting, and its prices. */
type Terms = Pick<MeterOptions, 'table' | 'estimateImage'>;

/** The running account of one session: it listens, counts, and acts at the limits. */
export class Account {
  readonly session: RealtimeSession;
  readonly #policy: BudgetPolicy;
  readonly #options: AccountOptions;
  readonly #thresholds: readonly BudgetThreshold[];
  readonly #table: PriceTable | null;
  readonly #meter: Meter;
  readonly #view: BudgetView;
  readonly #scope = createScope();
  readonly #passed = new Set<string>();
  readonly #vetoed = new Set<string>();
  readonly #inForce = new Map<BudgetAction, () => void>();
  readonly #extensions: BudgetLimits[];
  #config: SessionConfig = {};
  #gracefulClose: GracefulClose | null = null;
  #isLookDue = false;
  #lastLookMs = -Infinity;
  #lastSavedMs = -Infinity;
  #cancelTick: (() => void) | null = null;
  #isFrameDue = false;

  constructor(policy: BudgetPolicy, options: AccountOptions, terms: Terms, saved: SavedAccount) {
    const { table } = terms;
    this.session = options.session;
    this.#policy = policy;
    this.#options = options;
    this.#table = table;
    this.#thresholds = policy.thresholds ?? DEFAULT_THRESHOLDS;
    this.#meter = new Meter({ ...terms, input: options.inputFormat, output: options.outputFormat });
    const near = Math.min(...this.#thresholds.map(({ at }) => at).filter((at) => at < 1));
    this.#view = new BudgetView(this.#meter, table, saved, Number.isFinite(near) ? near : undefined);
    for (const [model, tally] of Object.entries(saved.models)) this.#meter.ledger.carry(model, tally);
    this.#extensions = [...saved.extensions];
    this.#listen();
    this.#publish();
  }

  #listen(): void {
    const { session } = this;
    const meter = this.#meter;
    const release = [
      session.on('command-sent', (command) => {
        meter.send(command);
        if (command.type === 'configure') this.#recordConfig(command);
      }),
      session.on('server-event', (event) => {
        meter.hear(event);
        this.#lookSoon(event);
      }),
      session.on('entry-added', (entry) => {
        const isWritten = entry.kind === 'message' && entry.role === 'user' && entry.modality === 'text';
        if (isWritten) meter.beginTurn(entry.id, true);
      }),
      followViews(session, ({ added, removedId }) => {
        if (added) meter.see(added);
        if (removedId !== null) meter.context.remove(removedId);
      }),
      session.store.subscribe((state, previous) => {
        // A new conversation starts without the mute of the old one.
        const isOver = state.status === 'closed' || state.status === 'failed';
        if (isOver && state.mutedBy.includes('budget')) this.#unmute();
        if (isMomentOf(state, previous)) return;
        this.#advance();
        this.#lookSoon();
      }),
    ];
    for (const one of release) this.#scope.add(one);
    this.#advance();
  }

  #recordConfig({
    config,
    isInitial,
  }: {
    readonly config: SessionConfig;
    readonly isInitial: boolean;
  }): void {
    // A value that the budget set is not the app's choice: `undo` must not restore it.
    if (isInitial || this.#inForce.size === 0)
      this.#config = isInitial ? config : { ...this.#config, ...config };
  }

  /** Lets the account know what time it is, and what the session is like. */
  #advance(): void {
    const { status, phase, isMuted } = this.session.store.getState();
    const { clock } = this.#options;
    const isLive = status === 'live';
    this.#meter.advance({ atMs: clock.now(), isLive, phase, isMuted });
    if (isLive) {
      this.#cancelTick ??= this.#scope.timeout(clock, () => this.#tick(), TICK_MS);
      return;
    }
    this.#cancelTick?.();
    this.#cancelTick = null;
  }

  #unmute(): void {
    this.session.microphone.setMuted(false, { by: 'budget' });
  }

  #tick(): void {
    this.#cancelTick = null;
    this.#advance();
    this.#look();
  }

  /** Looks after the rules of the session have run; at an answer that streams not with every chunk. */
  #lookSoon(event?: ServerEvent): void {
    const isStreaming = event?.type === 'audio-delta' || event?.type.endsWith('-delta');
    if (this.#isLookDue) return;
    if (isStreaming && this.#options.clock.now() - this.#lastLookMs < STREAM_MS) return;
    this.#isLookDue = true;
    queueMicrotask(() => {
      this.#isLookDue = false;
      if (!this.#scope.isDisposed) this.#look();
    });
  }

  #look(haveLimitsChanged = false): void {
    this.#lastLookMs = this.#options.clock.now();
    this.#meter.responses.settle();
    const { uses } = this.#read();
    for (const crossing of findCrossings(this.#thresholds, uses, this.#passed)) this.#cross(crossing);
    this.#takeBack(haveLimitsChanged);
    this.#gracefulClose?.follow(Math.max(0, ...uses.map(({ fraction }) => fraction)));
    this.#save(false);
    if (this.#isFrameDue) return;
    this.#isFrameDue = true;
    this.#options.scheduleFrame(() => this.#publish());
  }

  #publish(): void {
    this.#isFrameDue = false;
    if (this.#scope.isDisposed) return;
    const actions = [...this.#inForce.keys()];
    this.#options.publish(this.#view.describe(this.#read(), this.#options.limits(), actions));
  }

  #read(): Reading {
    return this.#view.read(this.#options.limits());
  }

  #cross(crossing: ThresholdCrossing): void {
    const { emitter } = this.#options;
    const { actions, ...place } = crossing;
    this.#vetoed.delete(keyOf(crossing));
    emitter.emit('threshold-reached', crossing);
    for (const action of actions) {
      if (this.#inForce.has(action) && action !== 'warn') continue;
      let isVetoed = false;
      emitter.emit('action-requested', { ...place, action, veto: () => (isVetoed = true) });
      if (isVetoed) {
        if (action === 'end') this.#vetoed.add(keyOf(crossing));
        continue;
      }
      emitter.emit('action-done', { ...place, action, isApplied: this.#take(action, crossing.fraction) });
    }
  }

  /** Performs an action. Returns whether the vendor supports it. */
  #take(action: BudgetAction, fraction: number): boolean {
    const { session } = this;
    if (session.store.getState().status !== 'live') return false;
    if (action === 'end') {
      const { responses } = this.#meter;
      const options: GracefulCloseOptions = {
        session,
        policy: this.#policy,
        clock: this.#options.clock,
        // An earlier pause still mutes.
        unmute: () => this.#inForce.has('pause') || this.#unmute(),
        isResponding: () => responses.isRunning,
        isUserHeard: () => this.#meter.isUserHeard,
      };
      const closing = new GracefulClose(options, fraction);
      this.#gracefulClose = closing;
      this.#inForce.set(action, () => {
        closing.cancel();
        this.#gracefulClose = null;
      });
      return true;
    }
    const isTimed = this.#table?.metering.unit === 'seconds';
    // Registered first: the change of the configuration is observed within the call.
    this.#inForce.set(action, () => {});
    const effect = act(action, { session, policy: this.#policy, config: this.#config, isTimed });
    if (effect.isApplied || action === 'pause') this.#inForce.set(action, effect.undo);
    else this.#inForce.delete(action);
    return effect.isApplied;
  }

  /**
   * Takes back what no threshold asks for any more: the vendor's word was less than the estimate, or the limit was raised. A
   * graceful close that has begun is cancelled by other limits alone: the goodbye itself ends the silence that caused it.
   */
  #takeBack(haveLimitsChanged: boolean): void {
    const isLive = this.session.store.getState().status === 'live';
    const isAsked = (action: BudgetAction) =>
      this.#thresholds.some(
        ({ at, actions }) =>
          actions.includes(action) && [...this.#passed].some((key) => key.endsWith(` ${at}`)),
      );
    for (const [action, undo] of this.#inForce) {
      const canUndo =
        haveLimitsChanged || !isLive || !this.#gracefulClose || this.#gracefulClose.canBeCalledOff;
      if (isAsked(action) || (action === 'end' && !canUndo)) continue;
      this.#inForce.delete(action);
      // The vendor is told nothing where there is no connection; the view is the page's own.
      if (isLive || action === 'lower-rate' || action === 'stop-view') undo();
    }
  }

  /** The limits have changed. */
  changeLimits(): void {
    this.#look(true);
    this.#save(true);
  }

  /** Remembers an extension beyond the page. */
  recordExtension(more: BudgetLimits): void {
    this.#extensions.push(more);
  }

  /** Refuses a conversation once a limit has been reached: only an extension opens the session again. */
  refusal(): RealtimeError | null {
    const spent = this.#read().uses.find(
      ({ name, fraction }) =>
        name !== 'idleMinutes' &&
        name !== 'mutedMinutes' &&
        this.#thresholds.some(
          ({ at, actions, limits }) =>
            actions.includes('end') &&
            fraction >= at &&
            (limits?.includes(name) ?? true) &&
            !this.#vetoed.has(keyOf({ limit: name, at })),
        ),
    );
    if (!spent) return null;
    return new RealtimeError(
      'budget-exceeded',
      `The budget is spent (${spent.name}: ${spent.used} of ${spent.limit}), so no conversation begins. Extend it first.`,
    );
  }

  /** Writes the account down, at most once a second unless it is over. */
  #save(isNow: boolean): void {
    const { clock, warn } = this.#options;
    const isOver = this.session.store.getState().status !== 'live';
    if (!this.#policy.storage || !(isNow || isOver || clock.now() - this.#lastSavedMs >= TICK_MS)) return;
    this.#lastSavedMs = clock.now();
    saveAccount(this.#policy, this.snapshot(), warn);
  }

  /** All that another account needs to go on from here. */
  snapshot(): SavedAccount {
    const { minutes, turns } = this.#read().spent;
    const models = Object.fromEntries(this.#meter.ledger.byModel);
    return { models, minutes, turns, extensions: [...this.#extensions] };
  }

  /** Stops following the session. */
  close(): void {
    this.#gracefulClose?.cancel();
    this.#scope.dispose();
  }
}

/** Whether nothing has changed by which time is counted. */
function isMomentOf(state: SessionState, previous: SessionState): boolean {
  return (
    state.status === previous.status && state.phase === previous.phase && state.isMuted === previous.isMuted
  );
}

const keyOf = ({ limit, at }: Pick<ThresholdCrossing, 'limit' | 'at'>): string => `${limit} ${at}`;
