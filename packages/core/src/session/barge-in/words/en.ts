/** English. */
export const backchannels =
  'mhm|mm|mmm|mm hmm|hmm|hm|uh huh|uh|um|ah|oh|aha|huh|yeah|yea|yep|yes|yup|ok|okay|k|right|sure|i see|got it|gotcha|cool|good|great|nice|wow|exactly|true|of course|go on|thanks|thank you|alright|all right|fine|really|interesting';
export const commands =
  'no|stop|wait|hold on|hang on|pause|be quiet|shut up|quiet|no no|excuse me|one moment|one second|enough';
