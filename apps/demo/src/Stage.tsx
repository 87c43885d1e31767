import type { ReactNode } from 'react';
import { useBargeIn, useSessionState, useSpeaker } from '@repartee/hooks';
import { ConnectButton, LatencyBadge, MicToggle, SessionStatus, Waveform } from '@repartee/ui';
import { Connection } from './Connection.tsx';
import { BargeInNote } from './BargeInNote.tsx';
import { Latency } from './Latency.tsx';
import { MicrophoneNote } from './MicrophoneNote.tsx';

interface StageProps {
  readonly isVoice: boolean;
  readonly isReal: boolean;
  /** How the user takes the floor. */
  readonly children?: ReactNode;
}

const ENDS = {
  user: 'You ended the conversation.',
  remote: 'The other side ended the conversation.',
  budget: 'The budget for this conversation is used up.',
  failed: 'The conversation ended with an error.',
} as const;

/** Who is speaking, and what can be done about it. */
export function Stage({ isVoice, isReal, children }: StageProps) {
  const { isInterruptible, interrupt } = useBargeIn();
  const status = useSessionState((state) => state.status);
  const endReason = useSessionState((state) => state.endReason);
  const isIdle = status === 'idle' || status === 'closed' || status === 'failed';
  return (
    <div className="demo-stage">
      <div className="demo-stage-head">
        <SessionStatus />
        <LatencyBadge />
      </div>
      <div className="demo-voice">
        <Waveform source="agent" className="demo-voice-agent" barCount={28} />
        {isVoice && <Waveform source="user" className="demo-voice-user" barCount={28} />}
      </div>
      <div className="demo-controls">
        <ConnectButton />
        {isVoice && <MicToggle />}
        <button type="button" className="repartee-button" disabled={!isInterruptible} onClick={interrupt}>
          Stop
        </button>
      </div>
      {children}
      {isVoice && <Volume />}
      {!isIdle && <Latency />}
      {!isIdle && <Connection />}
      {!isIdle && <BargeInNote />}
      {isIdle && endReason && <p className="demo-note">{ENDS[endReason]}</p>}
      {isIdle && !endReason && <BeforeTheStart isVoice={isVoice} />}
      {!isReal && (
        <p className="demo-note demo-note-emulator">
          This is the emulator
          <span>: the vendor’s protocol on your own machine, with a few rules instead of a model</span>.{' '}
          {isVoice && 'You hear Flite, a synthetic voice, not the vendor’s. '}
          No key, no cost: what is counted is what the vendor would ask for. Nothing leaves this computer.
        </p>
      )}
    </div>
  );
}

function BeforeTheStart({ isVoice }: { readonly isVoice: boolean }) {
  if (isVoice) return <MicrophoneNote />;
  return <p className="demo-note">Text only: the microphone is never asked for.</p>;
}

function Volume() {
  const { volume, setVolume } = useSpeaker();
  return (
    <label className="demo-volume">
      <span>Volume</span>
      <input
        type="range"
        className="repartee-focus"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
    </label>
  );
}
