/** Portuguese. */
export const backchannels =
  'mhm|mm|hm|ah|oh|ahã|aham|sim|é|ok|okay|tá|tá bom|certo|claro|bom|muito bem|entendi|entendo|exato|isso|obrigado|obrigada|legal|pois é';
export const commands =
  'não|para|pare|espera|espere|um momento|um minuto|um segundo|silêncio|desculpa|desculpe|não não|chega|pausa';
