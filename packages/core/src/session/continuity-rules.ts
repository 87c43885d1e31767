import { askAgain, dropAskedByQueue, forgetOwed } from './ask-again.ts';
import { addAppSpeechAtVendor, tellKept } from './tell-heard.ts';
import { askForSummary, holdsOpening, planHistory, takeSummary, tellHistory } from './tell-history.ts';
import { judgePath } from './judge-path.ts';
import { adoptCalls, leaveConnection } from './leave-for-next.ts';
import { continueTurn, recordEnd } from './record-loss.ts';
import { planRenewal } from './renewal-plan.ts';
import { pursueRenewal } from './renewal.ts';
import { reduceStandby, reportSwitch, switchConnection, takeStandby } from './standby.ts';
import type { ContinuityRules } from './step.ts';
import { begin, takeTimer, watchSilence } from './timers.ts';
import { watchExpiry } from './watch-expiry.ts';

/** The rules of a second connection, of a conversation that is continued, and of silence on a connection that is live. */
export const continuityRules: ContinuityRules = {
  recordEnd,
  leaveConnection,
  continueTurn,
  dropAskedByQueue,
  askAgain,
  forgetOwed,
  adoptCalls,
  askForSummary,
  holdsOpening,
  takeSummary,
  planHistory,
  tellHistory,
  tellKept,
  addAppSpeechAtVendor,
  begin,
  watchExpiry,
  planRenewal,
  judgePath,
  pursueRenewal,
  reduceStandby,
  takeStandby,
  switchConnection,
  reportSwitch,
  watchSilence,
  takeTimer,
};
