/** A conversation with the emulator that can be opened without a microphone; `node scripts/recordings.mjs` records them. */
interface DemoRecording {
  readonly id: string;
  readonly name: string;
  /** The contents that the first rows of its timeline have to show. */
  readonly shows: readonly string[];
}

/** The recordings of the demo. */
export const RECORDINGS: readonly DemoRecording[] = [
  {
    id: 'conversation',
    name: 'A tool, a barge-in and a reconnect',
    shows: ['get_weather', 'yield', 'unheard'],
  },
  { id: 'backchannel', name: 'A backchannel', shows: ['resume'] },
  { id: 'slow-answer', name: 'A slow first word', shows: ['to the first word'] },
];
