import type { ReflexCommand, ReflexOptions, ReflexReport } from '../../audio/reflex.ts';

/** The name under which the reflex processor is registered. */
export const REFLEX_PROCESSOR = 'repartee-reflex';

/** What a reflex processor is made with. */
export type ReflexSetup = ReflexOptions;

/** What the page tells the reflex processor. A port of somebody else's detector is transferred: it speaks past the page. */
export type ReflexMessage = ReflexCommand | { readonly type: 'listen'; readonly port: MessagePort };

/** What the reflex processor tells the page: once that it runs, then what it hears. */
export type ReflexNews = { readonly type: 'ready' } | ReflexReport;
