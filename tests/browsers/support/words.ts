/** The user's sentences. */
export const SPOKEN = {
  joke: 'Tell me a joke.',
  story: 'Tell me a very long story.',
  instead: 'Please tell me a joke instead.',
} as const;

export type Words = keyof typeof SPOKEN;

/** The agent's answers, whatever it has understood: on a machine that is busy the user's words may be torn. */
export const ANSWERS = {
  joke: 'Why did the microphone break up with the speaker? There was too much feedback.',
  story: [
    'Once upon a time there was a lighthouse keeper who had never seen the sea by day.',
    'She slept from dawn until dusk, and knew the water only by its sound and by the lights that crossed it.',
    'One morning a storm kept her awake, and when it had passed she opened the door.',
    'There it was, wide and green and quite calm, with a small boat far out that carried no light at all.',
    'She waved, and after a long while somebody in the boat waved back.',
  ].join(' '),
} as const;

/** The words of a text that are long enough to be told from others. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
