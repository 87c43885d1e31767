import { useModal } from './useModal.ts';

interface EndConversationDialogProps {
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before a setting ends the conversation. */
export function EndConversationDialog({ onConfirm, onCancel }: EndConversationDialogProps) {
  const dialog = useModal();
  return (
    <dialog ref={dialog} className="demo-dialog" aria-labelledby="end-title" onCancel={onCancel}>
      <h2 id="end-title">Start a new conversation?</h2>
      <p>This change needs a new conversation. The current one ends, and its transcript is removed.</p>
      <div className="demo-dialog-buttons">
        <button type="button" className="repartee-button" onClick={onCancel}>
          Keep this conversation
        </button>
        <button type="button" className="repartee-button repartee-button-strong" onClick={onConfirm}>
          Start a new one
        </button>
      </div>
    </dialog>
  );
}
