import { VoiceWidget } from '@repartee/ui';

interface ProductPageProps {
  /** The agent's name. */
  readonly name: string;
}

/** A page of a product with a widget in its corner. */
export function ProductPage({ name }: ProductPageProps) {
  return (
    <>
      <div className="demo-product">
        <h1>Your product goes here.</h1>
        <p>
          The widget in the corner is the whole voice interface. The conversation continues while it is
          closed.
        </p>
        <div className="demo-product-tiles" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      </div>
      <VoiceWidget name={name} whenOpened="connect" />
    </>
  );
}
