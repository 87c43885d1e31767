import { useSessionState } from '@repartee/hooks';

interface ContinueInWritingProps {
  /** Starts a written conversation. */
  readonly onContinue: () => void;
}

/** Offers to continue in writing when the conversation failed because of the microphone. */
export function ContinueInWriting({ onContinue }: ContinueInWritingProps) {
  const isWithoutMicrophone = useSessionState(
    ({ status, error }) =>
      status === 'failed' &&
      (error?.code === 'insecure-context' || error?.code.startsWith('microphone-') === true),
  );
  if (!isWithoutMicrophone) return null;
  return (
    <button type="button" className="repartee-button demo-continue" onClick={onContinue}>
      Continue in writing
    </button>
  );
}
