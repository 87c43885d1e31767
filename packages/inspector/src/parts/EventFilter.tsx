import { KINDS } from '../model/entries.ts';
import type { EntryFilter, EntryKind } from '../model/entries.ts';

interface EventFilterProps {
  readonly filter: EntryFilter;
  readonly onChange: (filter: EntryFilter) => void;
  readonly count: number;
  readonly total: number;
}

const DIRECTIONS = [
  ['both', 'Both ways'],
  ['in', 'Received'],
  ['out', 'Sent'],
] as const;

/** The controls that choose the rows to show. */
export function EventFilter({ filter, onChange, count, total }: EventFilterProps) {
  const toggle = (kind: EntryKind) => {
    const kinds = new Set(filter.kinds);
    if (!kinds.delete(kind)) kinds.add(kind);
    onChange({ ...filter, kinds });
  };
  return (
    <div className="repartee-inspector-filter" role="search" aria-label="Frames and events">
      <input
        type="search"
        aria-label="Search"
        placeholder="Search names and contents"
        value={filter.text}
        onChange={({ target }) => onChange({ ...filter, text: target.value })}
      />
      <div role="group" aria-label="Kinds" className="repartee-inspector-kinds">
        {KINDS.map(({ id, name }) => (
          <button key={id} type="button" aria-pressed={filter.kinds.has(id)} onClick={() => toggle(id)}>
            {name}
          </button>
        ))}
      </div>
      <select
        aria-label="Direction"
        value={filter.direction}
        onChange={({ target }) =>
          onChange({ ...filter, direction: target.value as EntryFilter['direction'] })
        }
      >
        {DIRECTIONS.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <output className="repartee-inspector-soft">{`${count.toLocaleString('en')} of ${total.toLocaleString('en')}`}</output>
    </div>
  );
}
