import type { SessionConfig } from '../../protocol/session-config.ts';
import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import type { BudgetAction } from '../../session/budget/thresholds.ts';
import type { RealtimeSession } from '../realtime-session.ts';

const SHORT_ANSWER_TOKENS = 300;
const TRIMMED_CONTEXT_TOKENS = 2_000;
const BREVITY = 'From now on answer in one or two short sentences.';

/** What the actions need to know. */
export interface ActionContext {
  readonly session: RealtimeSession;
  readonly policy: BudgetPolicy;
  /** What the vendor was configured with last. */
  readonly config: SessionConfig;
  /** Whether the vendor bills by time, so that silence saves nothing. */
  readonly isTimed: boolean;
}

/** What an action did; `undo` takes it back. */
export interface ActionEffect {
  readonly isApplied: boolean;
  readonly undo: () => void;
}

/** What is done by each action but `end`, which takes its time. */
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
    case 'pause': {
      const { isMuted } = session.store.getState();
      session.setMuted(true);
      session.interrupt();
      return { isApplied: !context.isTimed, undo: () => session.setMuted(isMuted) };
    }
  }
}

const NOT_APPLIED: ActionEffect = { isApplied: false, undo: () => {} };

/** What the vendor does where a field of the configuration is left out. */
const VENDOR_DEFAULTS: SessionConfig = {
  maxOutputTokens: 'unlimited',
  instructions: '',
  contextTruncation: 'auto',
  outputModality: 'audio',
};

/** Changes what of a configuration the vendor lets change during a conversation. */
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

/** Tells the agent something that needs no answer, where the vendor takes messages and answers only when asked. */
function ask(session: RealtimeSession, text: string): boolean {
  const { canSendText, isResponseOnDemand } = session.capabilities;
  if (!canSendText || !isResponseOnDemand) return false;
  session.sendMessage([{ type: 'text', text }], { role: 'system', isAnswered: false });
  return true;
}
