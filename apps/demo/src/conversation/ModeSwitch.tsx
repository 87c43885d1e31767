interface ModeSwitchProps {
  readonly isVoice: boolean;
  /** Whether the vendor supports written conversations. */
  readonly canWrite: boolean;
  readonly onVoiceChange: (isVoice: boolean) => void;
}

/** Switches between a spoken and a written conversation. */
export function ModeSwitch({ isVoice, canWrite, onVoiceChange }: ModeSwitchProps) {
  const modes = [
    ['Voice', true, true],
    ['Text only', false, canWrite],
  ] as const;
  return (
    <div className="demo-switch" role="group" aria-label="Voice or text">
      {modes.map(([name, mode, isPossible]) => (
        <button
          key={name}
          type="button"
          className="repartee-focus"
          aria-pressed={isVoice === mode}
          disabled={!isPossible}
          onClick={() => onVoiceChange(mode)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
