/** German. */
export const backchannels =
  'mhm|mm|hm|hmm|äh|ähm|ah|oh|aha|ach|ja|jaja|jo|jep|ok|okay|genau|stimmt|klar|gut|super|alles klar|verstehe|ach so|richtig|eben|danke|schön|echt|wow';
export const commands =
  'nein|stopp|stop|halt|warte|moment|warten sie|sei still|ruhe|pause|entschuldigung|nein nein|genug';
