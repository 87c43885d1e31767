'use client';

import { useId } from 'react';
import { useSession, useSessionState, useSpeaker } from '@repartee/hooks';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { DeviceSelect } from '../DeviceSelect/DeviceSelect.tsx';
import { consoleLabels } from './consoleLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** Devices, volume, and how the user's turns are found. */
export function ConsoleSettings() {
  const slot = useSlots();
  const { console: labels } = usePartLabels(consoleLabels);
  const session = useSession();
  const isByHand = useSessionState(({ inputMode }) => inputMode === 'push-to-talk');
  const { volume, setVolume } = useSpeaker();
  const id = useId();
  return (
    <div className={slot('repartee-console-settings')}>
      <DeviceSelect kind="microphone" />
      <DeviceSelect kind="speaker" />
      <label className={slot('repartee-console-field')} htmlFor={id}>
        {labels.volume}
        <input
          id={id}
          className={slot('repartee-focus repartee-console-range')}
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={volume}
          onChange={({ currentTarget }) => setVolume(currentTarget.valueAsNumber)}
        />
      </label>
      <button
        type="button"
        className={slot('repartee-button')}
        aria-pressed={isByHand}
        onClick={() => session.setInputMode(isByHand ? 'hands-free' : 'push-to-talk')}
      >
        {labels.pushToTalk}
      </button>
    </div>
  );
}
