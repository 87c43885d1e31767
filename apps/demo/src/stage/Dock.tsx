import { useBargeIn, useSessionState } from '@repartee/hooks';
import { ConnectButton, MicToggle, PauseButton, PushToTalkButton } from '@repartee/ui';
import { isOpenStatus } from './isOpenStatus.ts';

export interface DockProps {
  readonly isVoice: boolean;
  /** Whether the conversation is shown in writing. */
  readonly hasPane: boolean;
  readonly onPaneChange: (hasPane: boolean) => void;
  /** Starts a written conversation; `null` where the vendor supports none, or it is one already. */
  readonly onWrite: (() => void) | null;
}

/** The controls, within reach of a thumb. At rest there is one action. */
export function Dock({ isVoice, hasPane, onPaneChange, onWrite }: DockProps) {
  const isOpen = useSessionState(({ status }) => isOpenStatus(status));
  const isEmpty = useSessionState(({ transcript }) => transcript.order.length === 0);
  const isByHand = useSessionState(({ inputMode }) => inputMode === 'push-to-talk');
  return (
    <div className="demo-dock" role="group" aria-label="Controls" data-open={isOpen || undefined}>
      {isOpen && isVoice && isByHand && <PushToTalkButton hotkey="KeyT" />}
      <div className="demo-dock-row">
        {isOpen && isVoice && !isByHand && <MicToggle />}
        {isOpen && <StopButton />}
        {isOpen && <PauseButton />}
        {(isOpen || !isEmpty || hasPane) && (
          <button
            type="button"
            className="repartee-button demo-dock-toggle"
            aria-pressed={hasPane}
            onClick={() => onPaneChange(!hasPane)}
          >
            <WritingIcon />
            <span>Conversation</span>
          </button>
        )}
        {/* The same button from the first click to the last, so that it keeps the focus. */}
        <ConnectButton className="demo-start" />
      </div>
      {!isOpen && isEmpty && !hasPane && onWrite && (
        <button type="button" className="demo-quiet repartee-focus" onClick={onWrite}>
          Write instead
        </button>
      )}
    </div>
  );
}

function WritingIcon() {
  return (
    <svg viewBox="0 0 24 24" width={20} height={20} className="demo-icon" aria-hidden="true">
      <path d="M5 5.5h14v10h-8l-4 3.5v-3.5H5zM8.5 9.25h7M8.5 12h4.5" />
    </svg>
  );
}

/** It stays focusable while there is nothing to stop, so that a click on it does not lose the focus. */
function StopButton() {
  const { isInterruptible, interrupt } = useBargeIn();
  return (
    <button
      type="button"
      className="repartee-button demo-stop"
      aria-disabled={!isInterruptible || undefined}
      onClick={() => isInterruptible && interrupt()}
    >
      Stop
    </button>
  );
}
