/** Turkish. */
export const backchannels =
  'hı hı|hm|mm|ha|aa|evet|he|tamam|tamam tamam|ok|peki|anladım|doğru|tabii|tabi|iyi|güzel|harika|öyle mi|gerçekten|teşekkürler|teşekkür ederim';
export const commands =
  'hayır|dur|durun|bekle|bekleyin|bir dakika|bir saniye|yeter|sus|pardon|affedersiniz|özür dilerim';
