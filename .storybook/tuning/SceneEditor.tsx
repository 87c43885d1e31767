import { useState } from 'react';
import { SOUNDS, decodeSound, recordSound } from './sounds.ts';

/** The sound of a scene, and the room that it is played in. */
export interface SceneDraft {
  readonly name: string;
  readonly sound: Float32Array;
  readonly soundDb: number;
  readonly roomDb: number;
  readonly echoDb: number;
  readonly words: string;
  readonly wordsLateMs: number;
  readonly isNeural: boolean;
}

const RECORDED_SECONDS = 4;

interface SceneEditorProps {
  readonly draft: SceneDraft;
  readonly onChange: (draft: SceneDraft) => void;
}

/** Fields for the sound, the room and the detector. */
export function SceneEditor({ draft, onChange }: SceneEditorProps) {
  const number = (name: 'soundDb' | 'roomDb' | 'echoDb' | 'wordsLateMs', label: string, step: number) => (
    <label className="editor-field">
      {label}
      <input
        type="number"
        step={step}
        value={draft[name]}
        onChange={({ target }) => onChange({ ...draft, [name]: target.valueAsNumber || 0 })}
      />
    </label>
  );
  return (
    <fieldset className="tuning-fields">
      <legend>Scene</legend>
      <SoundFields draft={draft} onChange={onChange} />
      {number('soundDb', 'sound, dBFS', 2)}
      {number('roomDb', 'room, dBFS', 2)}
      {number('echoDb', 'echo, dB (−60: none)', 2)}
      <label className="editor-field">
        words of the vendor
        <input
          type="text"
          value={draft.words}
          onChange={({ target }) => onChange({ ...draft, words: target.value })}
        />
      </label>
      {number('wordsLateMs', 'words come late, ms', 50)}
      <label className="editor-field">
        detector
        <select
          value={draft.isNeural ? 'neural' : 'built-in'}
          onChange={({ target }) => onChange({ ...draft, isNeural: target.value === 'neural' })}
        >
          <option>built-in</option>
          <option>neural</option>
        </select>
      </label>
    </fieldset>
  );
}

/** A sound of the list, a file, or one that is spoken now. */
function SoundFields({ draft, onChange }: SceneEditorProps) {
  const [note, setNote] = useState('');
  const take = async (name: string, load: () => Promise<Float32Array>) => {
    try {
      setNote(`${name} …`);
      onChange({ ...draft, name, sound: await load() });
      setNote('');
    } catch (error) {
      setNote(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <label className="editor-field">
        sound
        <select
          value={draft.name}
          onChange={({ target: { value } }) =>
            onChange({ ...draft, name: value, sound: SOUNDS[value]?.() ?? draft.sound })
          }
        >
          {[...new Set([...Object.keys(SOUNDS), draft.name])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className="editor-field">
        or a file
        <input
          type="file"
          accept="audio/*"
          onChange={({ target: { files } }) => {
            const file = files?.[0];
            if (file) void take(file.name, async () => decodeSound(await file.arrayBuffer()));
          }}
        />
      </label>
      <div className="editor-field">
        or speak for {RECORDED_SECONDS} seconds
        <button
          type="button"
          className="repartee-button"
          onClick={() => void take('my voice', () => recordSound(RECORDED_SECONDS))}
        >
          Record
        </button>
        <output>{note}</output>
      </div>
    </>
  );
}
