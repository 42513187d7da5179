const sql = [
  "'; DROP TABLE partner; --", `" OR ""="`, "' OR 1=1 --", 'x\'); ATTACH DATABASE "/tmp/x" AS x; --', '1; PRAGMA writable_schema=ON',
  "' UNION SELECT * FROM setting --", '%', '_', '\\', '%_\\', "O'Brien & Söhne", '`partner`', '[partner]', '@today', ':p0', '?1', '$ids', 'NULL',
  '/* */ --', 'json_each(1)',
] // prettier-ignore
const html = [
  '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '</style><script>1</script>',
  '</title><h1>x', '<!-- x', ']]><x>', '<iframe src="file:///etc/passwd">', '&lt;b&gt;', '&#x3c;b', '<a href="javascript:alert(1)">x</a>', '<base href=//x.test>',
  '<meta http-equiv=refresh content=0>', '<link rel=stylesheet href=//x.test>', '</td></tr></table><p>', '<object data=x>', '<math><mi//xlink:href="x">',
  '{{constructor.constructor("x")()}}', '${7*7}', '<%= 7 %>', 'javascript:alert(1)', 'data:text/html,<b>x</b>', '<B>bold</B>', '<input autofocus onfocus=x>',
] // prettier-ignore
const spreadsheet = ['=1+1', '+1', '-1+2', '@SUM(1)', '=HYPERLINK("http://x.test","y")', '=cmd|"/c calc"!A1', '＝1+1', '＋1', '－1', '＠x', ';=1', '"=1"', ',=1'] // prettier-ignore
const writing = [
  '\u202etxet desrever\u202c', 'שלום עולם', 'مرحبا بالعالم', '日本語の会社', 'Ünïcödé Ltd', 'e\u0301 combining', 'é composed', 'ﬁ ligature', 'ＦＵＬＬ width',
  '\u200bzero\u200bwidth', 'a\u00a0b nbsp', '👩‍👩‍👧‍👦 family', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 flag', '😀'.repeat(99), 'İstanbul', 'straße', 'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤', '\ud800 lone surrogate',
  'NUL \0 inside', '\u0001\u0002 control', 'line\nbreak', 'tab\tinside', '\u2028 separator', 'x'.repeat(200), `${'very '.repeat(39)}long`,
] // prettier-ignore
const names = [
  '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'undefined', 'true', '0', '-0', 'NaN', 'Infinity', '../../etc/passwd',
  'C:\\Windows\\System32', 'CON', 'file:///etc/passwd', '//x.test/share', 'a'.repeat(199) + '%',
] // prettier-ignore
/** What runs a script or fetches something where a text is taken for markup, each behind eight ways out of where it stands. */
const vectors = [
  '<script>alert(2)</script>', '<img src=x onerror=alert(2)>', '<svg/onload=alert(2)>', '<video><source onerror=alert(2)></video>',
  '<details open ontoggle=alert(2)>', '<body onload=alert(2)>', '<iframe srcdoc="<script>alert(2)</script>">', '<a href=javascript:alert(2)>x</a>',
  '<form action=javascript:alert(2)><button autofocus>x', '<embed src=data:text/html,x>', '<meta http-equiv=refresh content="0;url=//x.test">',
  '<link rel=stylesheet href=//x.test/s.css>', '<style>@import"//x.test/s.css"</style>',
] // prettier-ignore
const waysOut = ['', '">', "'>", '</textarea>', '</title>', '-->', '</script>', '`}>']
const markup = waysOut.flatMap((out) => vectors.map((vector) => `${out}${vector}`))

/** Over two hundred texts that try to be something else than a text, none longer than a name may be. */
export const hostileTexts = [...sql, ...html, ...markup, ...spreadsheet, ...writing, ...names].map((text) =>
  text.trim(),
)

/** What can be kept of a text: NULs are left out, and half a surrogate pair has no form in UTF-8. */
export const kept = (text: string): string => text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\ufffd')
