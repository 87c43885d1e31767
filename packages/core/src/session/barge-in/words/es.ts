/** Spanish. */
export const backchannels =
  'mhm|mm|hm|eh|ah|oh|ajá|aja|sí|si|ok|okay|vale|claro|bien|muy bien|bueno|ya|ya veo|entiendo|exacto|gracias|perfecto|cierto|de acuerdo|por supuesto';
export const commands =
  'no|para|pare|alto|espera|espere|un momento|un segundo|silencio|perdón|disculpa|no no|basta|pausa';
