import type { Choice } from '../demo-config.ts';
import { VENDORS } from '../vendors.ts';
import type { Transport } from '../vendors.ts';

interface VendorFieldsProps {
  readonly choices: readonly Choice[];
  readonly choice: Choice | null;
  readonly onChoose: (choice: Choice) => void;
  /** The transports of the vendor. One transport needs no picker. */
  readonly transports: readonly Transport[];
  readonly transport: Transport | undefined;
  readonly onTransportChange: (transport: Transport) => void;
}

/** The key of a choice in the field and in the address: the vendor, and `real` where it is not emulated. */
export const keyOf = ({ vendorId, isReal }: Choice) => (isReal ? `${vendorId} real` : vendorId);

const TRANSPORT_NAMES = { webrtc: 'WebRTC', websocket: 'WebSocket' } as const;

function nameOf({ vendorId, isReal }: Choice): string {
  const name = VENDORS.find((vendor) => vendor.id === vendorId)?.name ?? vendorId;
  return isReal ? name : `${name} · emulator`;
}

/** The vendor and the transport. Another one is another conversation. */
export function VendorFields(props: VendorFieldsProps) {
  const { choices, choice, onChoose, transports, transport, onTransportChange } = props;
  return (
    <div className="demo-settings">
      <label>
        <span>Vendor</span>
        <select
          className="repartee-focus"
          value={choice ? keyOf(choice) : ''}
          disabled={!choice}
          onChange={(event) => {
            const next = choices.find((entry) => keyOf(entry) === event.target.value);
            if (next) onChoose(next);
          }}
        >
          {choices.map((entry) => (
            <option key={keyOf(entry)} value={keyOf(entry)}>
              {nameOf(entry)}
            </option>
          ))}
        </select>
      </label>
      {transports.length > 1 && (
        <label>
          <span>Transport</span>
          <select
            className="repartee-focus"
            value={transport}
            onChange={(event) => onTransportChange(event.target.value as Transport)}
          >
            {transports.map((entry) => (
              <option key={entry} value={entry}>
                {TRANSPORT_NAMES[entry]}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}
