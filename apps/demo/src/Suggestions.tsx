import { useSession, useSessionState } from '@repartee/hooks';

const WORDS = [
  'What is the weather in Paris?',
  'Tell me a long story',
  'Switch to the dark theme',
  'Tell me a joke',
] as const;

/** What one could say, before anything was said. A click says it in writing. */
export function Suggestions({ isVoice }: { readonly isVoice: boolean }) {
  const session = useSession();
  const isLive = useSessionState((state) => state.status === 'live');
  return (
    <span className="demo-suggestions">
      <strong>{isVoice ? 'Say something' : 'Write something'}</strong>
      <span>{isLive ? 'For example:' : 'Start first. Then, for example:'}</span>
      <span className="demo-chips">
        {WORDS.map((words) => (
          <button
            key={words}
            type="button"
            className="repartee-button demo-chip"
            disabled={!isLive || !session.capabilities.canSendText}
            onClick={() => session.sendText(words)}
          >
            {words}
          </button>
        ))}
      </span>
    </span>
  );
}
