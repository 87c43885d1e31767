import { useSession, useSessionState } from '@repartee/hooks';

/** A way on for whoever has no microphone, or gives none. */
export function WriteInstead({ onWrite }: { readonly onWrite: () => void }) {
  const { canSendText } = useSession().capabilities;
  const isWithoutMicrophone = useSessionState(
    ({ status, error }) =>
      status === 'failed' &&
      (error?.code === 'insecure-context' || error?.code.startsWith('microphone-') === true),
  );
  if (!isWithoutMicrophone || !canSendText) return null;
  return (
    <button type="button" className="repartee-button demo-way-on" onClick={onWrite}>
      Go on in writing
    </button>
  );
}
