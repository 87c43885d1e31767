import { useSession, useSessionEvent, useSessionState } from '@repartee/hooks';

interface OpeningProps {
  /** Tells the agent how to begin. */
  readonly words: string;
}

/** Asks the agent to speak first when a conversation begins. Mount it where the vendor's agent does not do so by itself. */
export function Opening({ words }: OpeningProps) {
  const session = useSession();
  const isNew = useSessionState(({ transcript }) => transcript.order.length === 0);
  useSessionEvent('status-changed', ({ status, previous }) => {
    if (status !== 'live' || previous !== 'connecting' || !isNew) return;
    if (session.capabilities.isResponseOnDemand) session.respond({ instructions: words });
    else session.sendMessage([{ type: 'text', text: words }], { role: 'system', respond: true });
  });
  return null;
}
