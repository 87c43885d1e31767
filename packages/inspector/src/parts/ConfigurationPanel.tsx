import type { RecordedStep } from '@repartee/core/recording';
import { compareConfiguration } from '../model/configuration.ts';

const OUTCOMES = { same: 'in force', different: 'different', open: 'not reported' } as const;

/** The configuration that the app asked for, against the one that the vendor says is in force. */
export function ConfigurationPanel({ steps }: { readonly steps: readonly RecordedStep[] }) {
  const fields = compareConfiguration(steps);
  if (fields.length === 0)
    return <p className="repartee-inspector-none">No configuration has been sent yet.</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="repartee-inspector-configuration" role="region" aria-label="Configuration" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Requested by the app</th>
            <th scope="col">Reported by the vendor</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, wanted, told, outcome }) => (
            <tr key={name} data-outcome={outcome}>
              <th scope="row">{name}</th>
              <td>
                <pre>{wanted ?? '–'}</pre>
              </td>
              <td>
                <pre>{told ?? '–'}</pre>
              </td>
              <td>{OUTCOMES[outcome]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
