const ENTRIES = [
  { tone: 'user', name: 'User' },
  { tone: 'agent', name: 'Agent, heard' },
  { tone: 'unheard', name: 'Agent, never heard' },
  { tone: 'wait', name: 'Waiting' },
  { tone: 'good', name: 'Good' },
  { tone: 'danger', name: 'Cut, failure' },
] as const;

/** The meaning of the colours. */
export function Legend() {
  return (
    <ul className="repartee-inspector-legend" aria-label="Colours">
      {ENTRIES.map(({ tone, name }) => (
        <li key={tone} data-tone={tone}>
          {name}
        </li>
      ))}
    </ul>
  );
}
