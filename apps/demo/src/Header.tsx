import { CASES } from './cases/cases.ts';
import type { Case, CaseId } from './cases/Case.ts';
import { useCopy } from './code/useCopy.ts';
import type { TabId } from './drawer/tabs.ts';
import { TEMPLATES } from './templates/templates.ts';
import type { TemplateId } from './templates/templates.ts';
import type { Theme } from './useTheme.ts';

interface HeaderProps {
  readonly example: Case;
  readonly onCaseChange: (id: CaseId) => void;
  readonly template: TemplateId;
  readonly onTemplateChange: (id: TemplateId) => void;
  readonly tab: TabId | null;
  readonly onTabChange: (tab: TabId | null) => void;
  readonly isInspected: boolean;
  readonly onInspectedChange: (isInspected: boolean) => void;
  /** The code of the screen. */
  readonly code: string;
  readonly onCode: () => void;
  readonly theme: Theme;
  readonly onThemeChange: (theme: Theme) => void;
}

/** The name of the demo, the case, the screen, and what opens the drawer. */
export function Header({ example, onCaseChange, tab, onTabChange, ...props }: HeaderProps) {
  const { isCopied, copy } = useCopy(props.code);
  const toggle = (next: TabId) => onTabChange(tab === next ? null : next);
  return (
    <header className="demo-header">
      <p className="demo-brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>Repartee</span>
      </p>
      <Switch name="Case" options={CASES} chosen={example.id} onChoose={onCaseChange} />
      <div className="demo-options">
        <ScreenSwitch template={props.template} onTemplateChange={props.onTemplateChange} />
        <Option name="View code" path={CODE} onClick={props.onCode} />
        <Option name={isCopied ? 'Copied' : 'Copy code'} path={COPY} isForWide onClick={copy} />
        <Option
          name="Inspector"
          path={INSPECTOR}
          isForWide
          onClick={() => props.onInspectedChange(!props.isInspected)}
        />
        <Option name="Try a failure" path={FAILURE} isForWide onClick={() => toggle('failures')} />
        <Option name="Settings" path={SETTINGS} onClick={() => toggle('settings')} />
        <ThemeButton theme={props.theme} onThemeChange={props.onThemeChange} />
      </div>
    </header>
  );
}

const CODE = 'm8.5 7.5-4.5 4.5 4.5 4.5M15.5 7.5 20 12l-4.5 4.5';
const COPY = 'M9 9h10v10H9zM15 9V5H5v10h4';
const FAILURE = 'M13 3.5 5.5 13.5H11l-1 7 8-10.5h-5.5z';
const INSPECTOR = 'M4 6h7M8 12h9M5 18h4M13 18h7M14 6h3';
const SETTINGS = 'M4 7.5h8M16 7.5h4M12 5v5M4 16.5h4M12 16.5h8M8 14v5';

interface OptionProps {
  readonly name: string;
  /** Its drawing, which a phone has in place of the name. */
  readonly path: string;
  /** Whether a small window has it elsewhere: failures are a tab of the drawer, and the code can be copied where it is shown. */
  readonly isForWide?: true;
  readonly onClick: () => void;
}

/** A button of the header. */
function Option({ name, path, isForWide, onClick }: OptionProps) {
  return (
    <button
      type="button"
      className={`demo-quiet demo-option repartee-focus${isForWide ? ' demo-wide' : ''}`}
      title={name}
      onClick={onClick}
    >
      <svg viewBox="0 0 24 24" width={20} height={20} className="demo-icon" aria-hidden="true">
        <path d={path} />
      </svg>
      <span>{name}</span>
    </button>
  );
}

/** The screen on which the conversation is shown; it goes on when the screen changes. */
export function ScreenSwitch({
  template,
  onTemplateChange,
}: Pick<HeaderProps, 'template' | 'onTemplateChange'>) {
  return <Switch name="Screen" options={TEMPLATES} chosen={template} onChoose={onTemplateChange} />;
}

interface SwitchProps<Id extends string> {
  readonly name: string;
  readonly options: readonly { readonly id: Id; readonly name: string }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}

/** One of a few names. */
function Switch<Id extends string>({ name, options, chosen, onChoose }: SwitchProps<Id>) {
  return (
    <div className="demo-switch" role="group" aria-label={name}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          className="repartee-focus"
          aria-pressed={option.id === chosen}
          onClick={() => option.id !== chosen && onChoose(option.id)}
        >
          {option.name}
        </button>
      ))}
    </div>
  );
}

function ThemeButton({ theme, onThemeChange }: Pick<HeaderProps, 'theme' | 'onThemeChange'>) {
  const next = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className="demo-quiet demo-theme repartee-focus"
      aria-label={next === 'dark' ? 'Dark theme' : 'Light theme'}
      onClick={() => onThemeChange(next)}
    >
      <svg viewBox="0 0 24 24" width={20} height={20} className="demo-icon" aria-hidden="true">
        <path d="M12 4a8 8 0 1 0 0 16V4Z" fill="currentColor" />
        <circle cx="12" cy="12" r="8" />
      </svg>
    </button>
  );
}
