import type { ReflexCommand, ReflexOptions, ReflexReport } from '../../audio/reflex.ts';

/** The name under which the reflex processor is registered. */
export const REFLEX_PROCESSOR = 'repartee-reflex';

export type ReflexSetup = ReflexOptions;

/** Messages from the page to the reflex processor. The port of another detector is transferred: what passes it skips the page. */
export type ReflexMessage = ReflexCommand | { readonly type: 'listen'; readonly port: MessagePort };

/** Messages from the reflex processor to the page: one when it runs, then its reports. */
export type ReflexNews = { readonly type: 'ready' } | ReflexReport;
