/** Finnish. */
export const backchannels =
  'mhm|mm|hm|aa|ai|ahaa|jaa|joo|juu|jep|kyllä|niin|niin joo|aivan|ok|okei|selvä|hyvä|totta|ymmärrän|kiitos|no niin|just|tosiaan';
export const commands = 'ei|seis|stop|odota|odottakaa|hetki|hetkinen|anteeksi|riittää|hiljaa|lopeta|tauko';
