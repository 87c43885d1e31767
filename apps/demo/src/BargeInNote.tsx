import { useBargeIn } from '@repartee/hooks';
import type { BargeIn } from '@repartee/core';

const REASONS = {
  words: 'words that ask for the floor',
  command: 'a word that stops',
  duration: 'speech that went on',
  vendor: 'the vendor’s own detection',
  app: 'the Stop button',
  protected: 'the app protects this answer',
  grace: 'the answer had only begun',
  'echo-words': 'the agent’s own words',
  'echo-envelope': 'the agent’s own voice',
  backchannel: 'a listener’s “mhm”',
  unvoiced: 'a noise, not a voice',
  quiet: 'hardly louder than the room',
  'too-short': 'too short to mean it',
  'agent-finished': 'the agent had ended',
  'doubt-expired': 'nothing came of it',
} as const satisfies Readonly<Record<BargeIn['reason'], string>>;

/** What was made of the last sound that the user made over the agent. */
export function BargeInNote() {
  const { isDucked, last } = useBargeIn();
  if (isDucked) return <p className="demo-note">The agent is lowered: did you mean to interrupt?</p>;
  if (!last) return null;
  const { verdict, reason, onsetToDuckMs, onsetToSilenceMs } = last;
  const times = [
    ...(onsetToDuckMs === null ? [] : [`lowered in ${Math.round(onsetToDuckMs)} ms`]),
    ...(onsetToSilenceMs === null ? [] : [`silent in ${Math.round(onsetToSilenceMs)} ms`]),
  ];
  return (
    <p className="demo-note">
      {`${verdict === 'yield' ? 'Stopped for you' : 'Went on'}: ${[REASONS[reason], ...times].join(' · ')}`}
    </p>
  );
}
