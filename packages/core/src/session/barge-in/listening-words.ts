/** What listeners say without wanting the floor, and what takes it at once. Normalised: lower case, no signs. */
export interface ListeningWords {
  readonly backchannels: readonly string[];
  readonly commands: readonly string[];
}

const split = (backchannels: string, commands: string): ListeningWords => ({
  backchannels: backchannels.split('|'),
  commands: commands.split('|'),
});

/** Words by language (ISO 639-1). Each list can be replaced: `listeningWords: { ...LISTENING_WORDS, en: mine }`. */
export const LISTENING_WORDS: Readonly<Record<string, ListeningWords>> = {
  en: split(
    'mhm|mm|mmm|mm hmm|hmm|hm|uh huh|uh|um|ah|oh|aha|huh|yeah|yea|yep|yes|yup|ok|okay|k|right|sure|i see|got it|gotcha|cool|good|great|nice|wow|exactly|true|of course|go on|thanks|thank you|alright|all right|fine|really|interesting',
    'stop|wait|hold on|hang on|pause|be quiet|shut up|quiet|no no|excuse me|one moment|one second|enough',
  ),
  de: split(
    'mhm|mm|hm|hmm|äh|ähm|ah|oh|aha|ach|ja|jaja|jo|jep|ok|okay|genau|stimmt|klar|gut|super|alles klar|verstehe|ach so|richtig|eben|danke|schön|echt|wow',
    'stopp|stop|halt|warte|moment|warten sie|sei still|ruhe|pause|entschuldigung|nein nein|genug',
  ),
  fr: split(
    'mhm|mm|hm|hmm|euh|ah|oh|oui|ouais|ok|okay|dac|d accord|voilà|bien|très bien|exactement|bien sûr|je vois|super|merci|c est ça|vrai|ah bon|entendu',
    'stop|attends|attendez|arrête|arrêtez|pardon|une seconde|un instant|un moment|pause|non non|silence|ça suffit',
  ),
  es: split(
    'mhm|mm|hm|eh|ah|oh|ajá|aja|sí|si|ok|okay|vale|claro|bien|muy bien|bueno|ya|ya veo|entiendo|exacto|gracias|perfecto|cierto|de acuerdo|por supuesto',
    'para|pare|alto|espera|espere|un momento|un segundo|silencio|perdón|disculpa|no no|basta|pausa',
  ),
  it: split(
    'mhm|mm|hm|eh|ah|oh|sì|si|ok|okay|certo|bene|va bene|giusto|esatto|capito|capisco|d accordo|già|grazie|perfetto|ecco|davvero',
    'stop|fermati|aspetta|aspetti|un momento|un attimo|scusa|scusi|basta|silenzio|no no|pausa',
  ),
  pt: split(
    'mhm|mm|hm|ah|oh|ahã|aham|sim|é|ok|okay|tá|tá bom|certo|claro|bom|muito bem|entendi|entendo|exato|isso|obrigado|obrigada|legal|pois é',
    'para|pare|espera|espere|um momento|um minuto|um segundo|silêncio|desculpa|desculpe|não não|chega|pausa',
  ),
  ja: split(
    'うん|うんうん|はい|はいはい|ええ|へえ|ほう|ああ|そう|そうですね|そうです|そうなんだ|そうか|なるほど|了解|わかりました|いいね|本当',
    '待って|ちょっと待って|止めて|ストップ|すみません|もういい',
  ),
  zh: split(
    '嗯|嗯嗯|啊|哦|噢|对|对对|是|是的|是吗|好|好的|好吧|行|可以|明白|明白了|知道了|没错|当然|真的|谢谢',
    '停|停一下|等等|等一下|别说了|打住|不好意思|不不',
  ),
  hi: split(
    'हाँ|हां|हूँ|हम्म|जी|जी हाँ|अच्छा|ठीक|ठीक है|सही|बिल्कुल|समझ गया|समझ गई|धन्यवाद',
    'रुको|रुकिए|बस|एक मिनट|चुप|माफ़ कीजिए|नहीं नहीं',
  ),
};
