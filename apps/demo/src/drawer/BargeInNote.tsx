import { useBargeIn } from '@repartee/hooks';
import type { BargeIn } from '@repartee/core';

const REASONS = {
  words: 'you said enough words',
  command: 'you said a stop word',
  duration: 'you kept speaking',
  vendor: 'the vendor detected speech',
  app: 'you pressed Stop',
  protected: 'the app protects this answer',
  grace: 'the answer had just started',
  'echo-words': 'echo of the agent’s words',
  'echo-envelope': 'echo of the agent’s voice',
  backchannel: 'a listening sound such as “mhm”',
  unvoiced: 'a noise, not a voice',
  quiet: 'too quiet',
  'too-short': 'too short',
  likely: 'it sounded like an interruption',
  'words-expected': 'your words were not clear yet',
  'agent-finished': 'the agent had finished',
  'candidate-expired': 'no speech followed',
} as const satisfies Readonly<Record<BargeIn['reason'], string>>;

/** The last barge-in decision and its reason. */
export function BargeInNote() {
  const { isDucked, isPaused, last } = useBargeIn();
  if (isDucked)
    return (
      <p className="demo-note">
        {`The agent is ${isPaused ? 'paused' : 'quieter'} while the app decides whether you are interrupting.`}
      </p>
    );
  if (!last) return null;
  const { verdict, reason, onsetToDuckMs, onsetToPauseMs, onsetToSilenceMs } = last;
  const wasPaused = verdict === 'resume' && onsetToPauseMs !== null;
  const times = [
    ...(onsetToDuckMs === null ? [] : [`quieter after ${Math.round(onsetToDuckMs)} ms`]),
    ...(wasPaused ? [`paused after ${Math.round(onsetToPauseMs)} ms`] : []),
    ...(onsetToSilenceMs === null ? [] : [`silent after ${Math.round(onsetToSilenceMs)} ms`]),
  ];
  return (
    <p className="demo-note">
      {`${verdict === 'yield' ? 'Agent stopped' : 'Agent continued'}: ${[REASONS[reason], ...times].join(' · ')}`}
    </p>
  );
}
