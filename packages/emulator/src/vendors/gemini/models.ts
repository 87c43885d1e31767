/** The differences of a model from the others (model pages of 2026 and public reports). */
export interface ModelTraits {
  /** Tools are non-blocking unless they are declared otherwise. */
  readonly isAsync: boolean;
  /** Nothing else happens while a tool runs. */
  readonly isSynchronous: boolean;
  /** The model thinks at length, speaks fillers, and reports the end by a status. */
  readonly isThinker: boolean;
  /** Words and audio of the answer come in the same frame. */
  readonly isBundling: boolean;
  /** The model sends thoughts without being asked for them. */
  readonly isThinkingAloud: boolean;
  /** A connection gets one handle, which names the latest state. Others get a new one after every turn. */
  readonly hasOneHandle: boolean;
  /** The levels of thinking that it takes. */
  readonly levels: readonly string[];
}

const NEWEST: ModelTraits = {
  isAsync: true,
  isSynchronous: false,
  isThinker: false,
  isBundling: true,
  isThinkingAloud: false,
  hasOneHandle: true,
  levels: [],
};

const MODELS: readonly (readonly [RegExp, ModelTraits])[] = [
  [/^gemini-3\.8-live$/, NEWEST],
  [/^gemini-3\.8-live-extended-thinking$/, { ...NEWEST, isThinker: true, levels: ['LOW', 'MEDIUM', 'HIGH'] }],
  [
    /^gemini-3\.1-flash-live-preview$/,
    {
      ...NEWEST,
      isAsync: false,
      isSynchronous: true,
      hasOneHandle: false,
      levels: ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'],
    },
  ],
  [
    /^gemini-2\.5-flash-native-audio-[\w-]+$/,
    { ...NEWEST, isAsync: false, isBundling: false, isThinkingAloud: true, hasOneHandle: false },
  ],
];

/** Looks a model up by the name that it has on the wire; `null` for one that there is not, or not any more. */
export function findModel(name: string): ModelTraits | null {
  const id = name.replace(/^models\//, '');
  return MODELS.find(([pattern]) => pattern.test(id))?.[1] ?? null;
}
