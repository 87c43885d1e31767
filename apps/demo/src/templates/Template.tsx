import { CallScreen, Console, VoicePanel } from '@repartee/ui';
import { ProductPage } from './ProductPage.tsx';
import { SetupPage } from './SetupPage.tsx';
import type { SetupPageProps } from './SetupPage.tsx';
import type { TemplateId } from './templates.ts';

/** The screens that have no heading of their own get one for screen readers. */
const HEADED: ReadonlySet<TemplateId> = new Set(['widget', 'check']);

interface TemplateProps extends SetupPageProps {
  readonly id: Exclude<TemplateId, 'stage'>;
}

/** An assembly of the kit, as a product has it. */
export function Template(props: TemplateProps) {
  return (
    <>
      {!HEADED.has(props.id) && <h1 className="repartee-hidden">{props.name}</h1>}
      <Assembly {...props} />
    </>
  );
}

function Assembly({ id, name, ...setup }: TemplateProps) {
  switch (id) {
    case 'panel':
      return <VoicePanel seed={name} />;
    case 'widget':
      return <ProductPage name={name} />;
    case 'call':
      return <CallScreen name={name} />;
    case 'check':
      return <SetupPage name={name} {...setup} />;
    case 'console':
      return (
        <>
          <VoicePanel seed={name} />
          <Console />
        </>
      );
  }
}
