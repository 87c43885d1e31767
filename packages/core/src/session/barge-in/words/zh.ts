/** Chinese. */
export const backchannels =
  '嗯|嗯嗯|啊|哦|噢|对|对对|是|是的|是吗|好|好的|好吧|行|可以|明白|明白了|知道了|没错|当然|真的|谢谢';
export const commands = '不是|不对|停|停一下|等等|等一下|别说了|打住|不好意思|不不';
