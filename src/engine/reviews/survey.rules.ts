/** The first line of an answer; whatever a mail program puts before it is skipped. */
const MARK = 'tandem-answer=1'
/** The last line; whatever follows (a signature) is no comment. */
const END = 'end=tandem'

/** What a partner answered, as it stands in the text that came back. */
export interface SurveyAnswer {
  /** Token of the survey file. */
  survey: string
  /** The partner's uid. */
  partner: string
  respondent: string
  nps: number | null
  themes: string[]
  comment: string
}

/** Whether a text is the answer to a survey at all. */
export function isAnswer(text: string): boolean {
  return unwrap(text).includes(MARK)
}

/**
 * Reads the answer to a survey: lines of `name=value` as a form of a web page writes them (HTML, text/plain form data),
 * whole in a file or somewhere in a mail. The comment is last and may have several lines. [QB10]
 *
 * @returns null when it is none
 */
export function parseAnswer(text: string): SurveyAnswer | null {
  const plain = unwrap(text)
  const start = plain.indexOf(MARK)
  if (start === -1) return null
  const body = plain.slice(start)
  const [head = '', rest = ''] = splitOnce(body, /^comment=/m)
  const comment = splitOnce(rest, new RegExp(`^${END}\\s*$`, 'm'))[0] ?? ''
  const values = (name: string): string[] =>
    head.split('\n').flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1).trim()] : []))
  const one = (name: string, most: number): string => (values(name)[0] ?? '').slice(0, most)
  const [survey, partner] = [one('survey', 64), one('partner', 64)]
  if (survey === '' || partner === '') return null
  const recommend = one('recommend', 4)
  return {
    survey,
    partner,
    respondent: one('name', 200),
    nps: /^(\d|10)$/.test(recommend) ? Number(recommend) : null,
    themes: [...new Set(values('theme').filter((theme) => theme !== ''))]
      .slice(0, 12)
      .map((theme) => theme.slice(0, 60)),
    comment: comment.trim().slice(0, 4000),
  }
}

function splitOnce(text: string, at: RegExp): string[] {
  const found = at.exec(text)
  return found ? [text.slice(0, found.index), text.slice(found.index + found[0].length)] : [text]
}

/** Line ends as one, and the quoted-printable of mails (RFC 2045, 6.7) undone. */
function unwrap(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  if (!/^content-transfer-encoding:\s*quoted-printable/im.test(lines)) return lines
  const joined = lines.replaceAll(/=\n/g, '')
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  // Undone byte by byte; what stood there as it was is UTF-8 already.
  return /[^\u0000-\u00ff]/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8') // eslint-disable-line no-control-regex -- the range of a byte
}
