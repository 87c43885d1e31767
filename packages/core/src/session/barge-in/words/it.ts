/** Italian. */
export const backchannels =
  'mhm|mm|hm|eh|ah|oh|sì|si|ok|okay|certo|bene|va bene|giusto|esatto|capito|ho capito|capisco|d accordo|già|grazie|perfetto|ecco|davvero';
export const commands =
  'no|stop|fermati|aspetta|aspetti|un momento|un attimo|scusa|scusi|basta|silenzio|no no|pausa';
