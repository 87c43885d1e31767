import { defineTool } from '@repartee/core';

const ORDERS: Readonly<
  Record<number, { readonly item: string; readonly price: number; readonly state: string }>
> = {
  4711: { item: 'rain jacket', price: 89, state: 'was handed to the carrier and arrives on Thursday' },
  4712: { item: 'pair of boots', price: 140, state: 'was delivered yesterday' },
};

const ORDER = {
  type: 'object',
  properties: { order: { type: 'integer', description: 'The number of the order' } },
  required: ['order'],
};

function find(order: number) {
  const found = ORDERS[order];
  if (!found) throw new Error(`There is no order ${order}. This shop knows 4711 and 4712.`);
  return found;
}

/** Looks an order up. The orders are invented. */
export const lookUpOrder = defineTool<{ readonly order: number }>({
  name: 'look_up_order',
  description: 'Tells where an order is and when it arrives.',
  parameters: ORDER,
  execute({ order }) {
    const { item, price, state } = find(order);
    return { order, item, price, summary: `Order ${order}, a ${item}, ${state}.` };
  },
});

/** Pays an order back. It moves money, so a person has to agree. */
export const refundOrder = defineTool<{ readonly order: number }>({
  name: 'refund_order',
  description: 'Pays the price of an order back to the customer.',
  needsApproval: true,
  parameters: ORDER,
  execute({ order }) {
    const { item, price } = find(order);
    return {
      order,
      refunded: price,
      summary: `The ${price} dollars for your ${item} are on their way back.`,
    };
  },
});
