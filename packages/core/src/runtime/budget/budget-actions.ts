import type { SessionConfig } from '../../protocol/session-config.ts';
import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import type { BudgetAction } from '../../session/budget/thresholds.ts';
import type { RealtimeSession } from '../realtime-session.ts';
import type { Vision } from '../vision/vision.ts';
import type { ViewLimits } from '../vision/vision-options.ts';
import { visionOf } from '../vision/visions.ts';

const SHORT_ANSWER_TOKENS = 300;
const TRIMMED_CONTEXT_TOKENS = 2_000;
const LOWERED_VIEW_INTERVAL_MS = 5_000;
const BREVITY = 'From now on answer in one or two short sentences.';

/** The facts that the actions need. */
export interface ActionContext {
  readonly session: RealtimeSession;
  readonly policy: BudgetPolicy;
  /** The configuration that the vendor got last. */
  readonly config: SessionConfig;
  /** Whether the vendor bills by time, so that silence saves nothing. */
  readonly isTimed: boolean;
}

/** The effect of an action; `undo` takes it back. */
export interface ActionEffect {
  readonly isApplied: boolean;
  readonly undo: () => void;
}

/** Performs an action other than `end`, which takes time. */
export function act(action: Exclude<BudgetAction, 'end'>, context: ActionContext): ActionEffect {
  const { session, policy, config } = context;
  switch (action) {
    case 'warn':
      return { isApplied: true, undo: () => {} };
    case 'shorten': {
      const brevity = policy.brevityInstructions ?? BREVITY;
      const effect = change(context, {
        maxOutputTokens: policy.shortAnswerTokens ?? SHORT_ANSWER_TOKENS,
        instructions: config.instructions ? `${config.instructions}\n\n${brevity}` : brevity,
      });
      return effect.isApplied ? effect : { isApplied: ask(session, brevity), undo: () => {} };
    }
    case 'trim':
      return change(context, {
        contextTruncation: {
          retentionRatio: 0.8,
          maxTokensAfterInstructions: policy.trimmedContextTokens ?? TRIMMED_CONTEXT_TOKENS,
        },
      });
    case 'text-only':
      if (!session.capabilities.outputModalities.includes('text')) return NOT_APPLIED;
      return change(context, { outputModality: 'text' });
    case 'lower-rate':
      return limitView(session, { minIntervalMs: policy.loweredViewIntervalMs ?? LOWERED_VIEW_INTERVAL_MS });
    case 'stop-view':
      return limitView(session, { stopped: true });
    case 'pause': {
      session.microphone.setMuted(true, { by: 'budget' });
      session.interrupt();
      return {
        isApplied: !context.isTimed,
        undo: () => session.microphone.setMuted(false, { by: 'budget' }),
      };
    }
  }
}

/** Both actions on a live view may be in force at once: each adds its limit, and takes it back alone. */
function limitView(session: RealtimeSession, limits: ViewLimits): ActionEffect {
  const vision = visionOf(session);
  if (!vision) return NOT_APPLIED;
  const inForce = viewLimits.get(vision) ?? new Set();
  viewLimits.set(vision, inForce.add(limits));
  const tell = () => vision.limit(inForce.size > 0 ? Object.assign({}, ...inForce) : null);
  tell();
  return {
    isApplied: true,
    undo: () => {
      inForce.delete(limits);
      tell();
    },
  };
}

const viewLimits = new WeakMap<Vision, Set<ViewLimits>>();

const NOT_APPLIED: ActionEffect = { isApplied: false, undo: () => {} };

/** Values that mean the vendor's default. */
const VENDOR_DEFAULTS: SessionConfig = {
  maxOutputTokens: 'unlimited',
  instructions: '',
  contextTruncation: 'auto',
  outputModality: 'audio',
};

/** Changes the fields that the vendor lets change during a conversation. */
function change({ session, config }: ActionContext, wanted: Partial<SessionConfig>): ActionEffect {
  const { updatable } = session.capabilities;
  const fields = (Object.keys(wanted) as (keyof SessionConfig)[]).filter((field) =>
    updatable.includes(field),
  );
  if (fields.length === 0) return NOT_APPLIED;
  const pick = (...from: readonly Partial<SessionConfig>[]): Partial<SessionConfig> =>
    Object.assign(
      {},
      ...fields.map((field) => ({ [field]: from.find((one) => one[field] !== undefined)?.[field] })),
    );
  session.updateConfig(pick(wanted));
  return { isApplied: true, undo: () => session.updateConfig(pick(config, VENDOR_DEFAULTS)) };
}

/** Sends the agent an instruction without a response, if the vendor accepts messages and responds only on request. */
function ask(session: RealtimeSession, text: string): boolean {
  const { canSendText, isResponseOnDemand } = session.capabilities;
  if (!canSendText || !isResponseOnDemand) return false;
  session.sendMessage([{ type: 'text', text }], { role: 'system', respond: false });
  return true;
}
