import { useSession, useSessionState } from '@repartee/hooks';

interface SuggestionsProps {
  readonly isVoice: boolean;
  readonly suggestions: readonly string[];
  readonly onSent: () => void;
}

/** Example messages for an empty conversation. A click sends one, and starts the conversation if it has not started. */
export function Suggestions({ isVoice, suggestions, onSent }: SuggestionsProps) {
  const session = useSession();
  const status = useSessionState((state) => state.status);
  const isLive = status === 'live';
  const canSend = session.capabilities.canSendText && (isLive || status === 'idle');
  const send = (text: string) => {
    // A failure is in the session's state, and ErrorNotice shows it. The message waits for the connection.
    if (status === 'idle') session.connect().catch(() => {});
    session.sendText(text);
    onSent();
  };
  return (
    <span className="demo-suggestions">
      <strong>{isVoice ? 'Say something' : 'Write something'}</strong>
      <span>{isVoice && !isLive ? 'Start talking, or send an example:' : 'For example:'}</span>
      <span className="demo-chips">
        {suggestions.map((text) => (
          <button
            key={text}
            type="button"
            className="repartee-button demo-chip"
            disabled={!canSend}
            onClick={() => send(text)}
          >
            {text}
          </button>
        ))}
      </span>
    </span>
  );
}
